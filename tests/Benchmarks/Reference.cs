using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>
/// The reference's algorithm for one key, statement by statement: text ids, one status column, policy and both credential kinds in
/// three transactions. Its tables stand in a file of their own with its indexes, loaded with the rows of our world in the order in which
/// they were created, a day's sign-ins person after person and not sorted by MCP client as the sample's ids are, each with a value of the
/// length of a small encrypted token.
/// </summary>
internal sealed class Reference : IDisposable
{
    private readonly SqliteConnection connection;
    private SqliteTransaction? transaction;

    private Reference(string path)
    {
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var pragma in new[] { "journal_mode = WAL", "synchronous = FULL", "cache_size = -32768", "mmap_size = 1073741824", "wal_autocheckpoint = 20000" })
            Run($"PRAGMA {pragma}");
    }

    public int Statements { get; private set; }

    /// <summary>The floor of these tables.</summary>
    public RowidFloor Floor => new(connection);

    public static Reference Load(World world)
    {
        var reference = new Reference(Path.Combine(Path.GetDirectoryName(world.Path)!, $"{Ids.New("reference")}.db"));
        reference.Run($"ATTACH '{world.Path}' AS ours");
        reference.Run(Schema);
        reference.Run("DETACH ours");
        return reference;
    }

    /// <summary>Removes grants of a key and reconciles it.</summary>
    public void Edit(int key, int[] removed)
    {
        var id = $"vk{key}";
        Begin();
        foreach (var client in removed)
            Run("DELETE FROM governance_virtual_key_mcp_configs WHERE virtual_key_id = @p0 AND mcp_client_id = @p1", id, client);
        Run("UPDATE governance_virtual_keys SET updated_at = @p1 WHERE id = @p0", id, Now);
        Commit();
        foreach (var (credentials, flows) in Surfaces)
        {
            Begin();
            Surface(credentials, flows, id);
            Commit();
        }
    }

    /// <summary>Turns the switch of a client and reconciles every key that holds something for it: one transaction a kind of credential.</summary>
    public void Switch(string client, bool on)
    {
        Begin();
        Run("UPDATE config_mcp_clients SET allow_on_all_virtual_keys = @p1 WHERE client_id = @p0", client, on);
        Commit();
        foreach (var (credentials, flows) in Surfaces)
        {
            Begin();
            var keys = Read($"SELECT DISTINCT virtual_key_id FROM (SELECT virtual_key_id FROM {credentials} WHERE mcp_client_id = @p0 UNION SELECT virtual_key_id FROM {flows} WHERE mcp_client_id = @p0) WHERE virtual_key_id <> '' ORDER BY 1", client);
            foreach (var key in keys)
                Surface(credentials, flows, key);
            Commit();
        }
    }

    /// <summary>Grants one client and revokes another, key by key: it has no bulk edit.</summary>
    public void Bulk(IEnumerable<int> keys, int granted, int revoked)
    {
        foreach (var key in keys)
        {
            Run("INSERT OR IGNORE INTO governance_virtual_key_mcp_configs (virtual_key_id, mcp_client_id, tools_to_execute) VALUES (@p0, @p1, '[\"*\"]')", $"vk{key}", granted);
            Edit(key, [revoked]);
        }
    }

    /// <summary>Milliseconds for merely updating the credentials that the edit concerns by primary key, in order, in one transaction.</summary>
    public double KeyFloor(World world, int key, int[] clients, bool clustered)
    {
        using var ours = new SqliteConnection($"Data Source={world.Path};Pooling=False");
        if (clustered)
        {
            ours.Open();
            using var pragma = ours.CreateCommand();
            pragma.CommandText = "PRAGMA synchronous = FULL";
            pragma.ExecuteNonQuery();
        }
        var target = clustered ? ours : connection;
        var watch = Stopwatch.StartNew();
        using var begun = target.BeginTransaction();
        using var command = target.CreateCommand();
        command.Transaction = begun;
        foreach (var client in clients)
        {
            var isOAuth = client % 2 == 1;
            command.CommandText = clustered
                ? $"UPDATE {(isOAuth ? "oauth_tokens" : "header_credentials")} SET orphaned_by_change_id = orphaned_by_change_id WHERE mcp_client_id = {client} AND identity_kind = 1 AND identity_id = {key}"
                : $"UPDATE {(isOAuth ? "mcp_oauth_tokens" : "mcp_per_user_header_credentials")} SET status = status WHERE rowid = {key + client}";
            command.ExecuteNonQuery();
        }
        begun.Commit();
        return watch.Elapsed.TotalMilliseconds;
    }

    public void Dispose() => connection.Dispose();

    private static readonly (string Credentials, string Flows)[] Surfaces =
        [("mcp_oauth_tokens", "mcp_oauth_flows"), ("mcp_per_user_header_credentials", "mcp_per_user_header_flows")];

    /// <summary>Steps 1 to 3 of the algorithm on one kind of credential.</summary>
    private void Surface(string credentials, string flows, string key)
    {
        var direct = Read("SELECT c.client_id FROM governance_virtual_key_mcp_configs g JOIN config_mcp_clients c ON c.id = g.mcp_client_id WHERE g.virtual_key_id = @p0", key);
        var everyone = Read("SELECT client_id FROM config_mcp_clients WHERE allow_on_all_virtual_keys = 1");
        object[] allowed = [.. direct.Union(everyone)];
        var list = string.Join(", ", allowed.Select((_, at) => $"@p{at + 2}"));
        Run($"UPDATE {credentials} SET status = 'orphaned', updated_at = @p1 WHERE auth_mode = 'vk' AND virtual_key_id = @p0 AND status = 'active' AND mcp_client_id NOT IN ({list})", [key, Now, .. allowed]);
        Run($"UPDATE {credentials} SET status = 'active', updated_at = @p1 WHERE auth_mode = 'vk' AND virtual_key_id = @p0 AND status = 'orphaned' AND mcp_client_id IN ({list})", [key, Now, .. allowed]);
        Run($"DELETE FROM {flows} WHERE flow_mode = 'vk' AND virtual_key_id = @p0 AND status = 'pending' AND @p1 = @p1 AND mcp_client_id NOT IN ({list})", [key, 1, .. allowed]);
    }

    private static string Now => TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private void Begin() => transaction = connection.BeginTransaction();

    private void Commit()
    {
        transaction!.Commit();
        transaction = null;
    }

    private void Run(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private List<string> Read(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
            found.Add(reader.GetValue(0).ToString()!);
        return found;
    }

    private SqliteCommand Command(string sql, object[] values)
    {
        Statements++;
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 600;
        for (var at = 0; at < values.Length; at++)
            command.Parameters.AddWithValue($"@p{at.ToString(CultureInfo.InvariantCulture)}", values[at]);
        return command;
    }

    private static string Credentials(string table, string from, string also) => $"""
        CREATE TABLE {table} (id TEXT PRIMARY KEY, auth_mode TEXT, mcp_client_id TEXT, session_id TEXT, virtual_key_id TEXT, user_id TEXT, status TEXT, {also}, created_at TEXT, updated_at TEXT);
        INSERT INTO {table} (id, auth_mode, mcp_client_id, virtual_key_id, user_id, status, created_at, updated_at)
          SELECT '{table[4]}' || t.id, CASE t.identity_kind WHEN 1 THEN 'vk' ELSE 'user' END, c.client_id, CASE t.identity_kind WHEN 1 THEN 'vk' || t.identity_id END,
            CASE t.identity_kind WHEN 2 THEN 'u' || t.identity_id END, CASE WHEN t.orphaned_at IS NULL THEN 'active' ELSE 'orphaned' END, '2026-01-01', '2026-01-01'
          FROM ours.{from} t JOIN ours.mcp_clients c ON c.id = t.mcp_client_id ORDER BY t.created_at, t.identity_id, t.identity_kind, t.mcp_client_id;
        UPDATE {table} SET {Value(table)} = hex(randomblob(200));
        CREATE INDEX ix_{table}_client ON {table} (mcp_client_id);
        CREATE UNIQUE INDEX ix_{table}_vk ON {table} (virtual_key_id, mcp_client_id) WHERE auth_mode = 'vk';
        CREATE UNIQUE INDEX ix_{table}_user ON {table} (user_id, mcp_client_id) WHERE auth_mode = 'user';
        """;

    private static string Value(string table) => table == "mcp_oauth_tokens" ? "access_token" : "headers_json";

    private static string Flows(string table, string from) => $"""
        CREATE TABLE {table} (id TEXT PRIMARY KEY, mcp_client_id TEXT NOT NULL, session_id TEXT, virtual_key_id TEXT, user_id TEXT, flow_mode TEXT, status TEXT, expires_at TEXT, created_at TEXT, updated_at TEXT);
        INSERT INTO {table} (id, mcp_client_id, virtual_key_id, user_id, flow_mode, status)
          SELECT t.public_id, c.client_id, CASE t.identity_kind WHEN 1 THEN 'vk' || t.identity_id END, CASE t.identity_kind WHEN 2 THEN 'u' || t.identity_id END,
            CASE t.identity_kind WHEN 1 THEN 'vk' ELSE 'user' END, 'pending' FROM ours.{from} t JOIN ours.mcp_clients c ON c.id = t.mcp_client_id;
        CREATE INDEX ix_{table}_vk ON {table} (virtual_key_id, mcp_client_id);
        CREATE INDEX ix_{table}_client ON {table} (mcp_client_id);
        """;

    private static string Schema => $"""
        CREATE TABLE config_mcp_clients (id INTEGER PRIMARY KEY, client_id TEXT UNIQUE NOT NULL, name TEXT UNIQUE NOT NULL, allow_on_all_virtual_keys INTEGER);
        INSERT INTO config_mcp_clients SELECT id, client_id, name, allow_on_all_virtual_keys FROM ours.mcp_clients;
        CREATE TABLE governance_virtual_keys (id TEXT PRIMARY KEY, name TEXT UNIQUE, is_active INTEGER, updated_at TEXT);
        INSERT INTO governance_virtual_keys SELECT public_id, name, is_active, '2026-01-01' FROM ours.virtual_keys;
        CREATE TABLE governance_virtual_key_mcp_configs (id INTEGER PRIMARY KEY, virtual_key_id TEXT NOT NULL, mcp_client_id INTEGER NOT NULL, tools_to_execute TEXT);
        INSERT INTO governance_virtual_key_mcp_configs (virtual_key_id, mcp_client_id, tools_to_execute) SELECT 'vk' || virtual_key_id, mcp_client_id, tools FROM ours.grants;
        CREATE UNIQUE INDEX idx_vk_mcpclient ON governance_virtual_key_mcp_configs (virtual_key_id, mcp_client_id);
        {Credentials("mcp_oauth_tokens", "oauth_tokens", "oauth_config_id TEXT, status_reason TEXT, access_token TEXT, refresh_token TEXT, expires_at TEXT, scopes TEXT")}
        {Credentials("mcp_per_user_header_credentials", "header_credentials", "headers_json TEXT")}
        {Flows("mcp_oauth_flows", "oauth_flows")}
        {Flows("mcp_per_user_header_flows", "header_flows")}
        """;
}
