using System.Diagnostics;
using Gatehouse.Data.Credentials;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>
/// What a change cannot do without: writing the rows it wrote, each by its primary key, in order, in one transaction through the same
/// driver, and nothing else. It is timed on the inverse (rows marked are unmarked, grants added are taken), which is then taken back.
/// </summary>
internal sealed class Floor : IDisposable
{
    private static readonly (CredentialKind Kind, string Table)[] Tables =
        [(CredentialKind.OAuthToken, "oauth_tokens"), (CredentialKind.HeaderCredential, "header_credentials"), (CredentialKind.OAuthFlow, "oauth_flows"), (CredentialKind.HeaderFlow, "header_flows")];

    private readonly SqliteConnection connection;

    private Floor(World world)
    {
        connection = new SqliteConnection($"Data Source={world.Path};Pooling=False");
        connection.Open();
        Run("PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA mmap_size = 1073741824; PRAGMA wal_autocheckpoint = 20000;");
    }

    /// <summary>Milliseconds for the rows of one change: credentials, grants and the keys that carry them.</summary>
    public static double Of(World world, long change)
    {
        using var floor = new Floor(world);
        return floor.Measure(change);
    }

    public void Dispose() => connection.Dispose();

    private double Measure(long change)
    {
        var credentials = Tables.Take(2).Select(table => (table.Table, Rows: Read(
            $"SELECT mcp_client_id, identity_kind, identity_id FROM changed_credentials WHERE change_id = {change} AND kind = {(int)table.Kind} ORDER BY 1, 2, 3"))).ToArray();
        var added = Read($"SELECT virtual_key_id, mcp_client_id, 0 FROM changed_grants WHERE change_id = {change} AND after IS NOT NULL ORDER BY 1, 2");
        var taken = Read($"SELECT virtual_key_id, mcp_client_id, 0 FROM changed_grants WHERE change_id = {change} AND after IS NULL ORDER BY 1, 2");
        var keys = Read($"SELECT DISTINCT virtual_key_id, 0, 0 FROM changed_grants WHERE change_id = {change} ORDER BY 1");
        var watch = Stopwatch.StartNew();
        using (var transaction = connection.BeginTransaction())
        {
            foreach (var (table, rows) in credentials)
                Each($"UPDATE {table} SET orphaned_at = CASE WHEN orphaned_at IS NULL THEN 1 END WHERE mcp_client_id = $1 AND identity_kind = $2 AND identity_id = $3", rows, transaction);
            Each("DELETE FROM grants WHERE virtual_key_id = $1 AND mcp_client_id = $2 AND $3 = 0", added, transaction);
            Each("INSERT INTO grants (virtual_key_id, mcp_client_id, tools) SELECT $1, $2, '[\"*\"]' WHERE $3 = 0", taken, transaction);
            Each("UPDATE virtual_keys SET version = version + 1, updated_at = updated_at + 1 WHERE id = $1 AND $2 = $3", keys, transaction);
            transaction.Commit();
        }
        var took = watch.Elapsed.TotalMilliseconds;
        foreach (var (kind, table) in Tables.Take(2))
            Run($"UPDATE {table} SET orphaned_at = CASE WHEN orphaned_at IS NULL THEN 1 END WHERE (mcp_client_id, identity_kind, identity_id) IN (SELECT mcp_client_id, identity_kind, identity_id FROM changed_credentials WHERE change_id = {change} AND kind = {(int)kind})");
        Run($"INSERT INTO grants SELECT virtual_key_id, mcp_client_id, after FROM changed_grants WHERE change_id = {change} AND after IS NOT NULL");
        Run($"DELETE FROM grants WHERE (virtual_key_id, mcp_client_id) IN (SELECT virtual_key_id, mcp_client_id FROM changed_grants WHERE change_id = {change} AND after IS NULL)");
        return took;
    }

    private List<(int, int, int)> Read(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(int, int, int)>();
        while (reader.Read())
            rows.Add((reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2)));
        return rows;
    }

    private void Each(string sql, List<(int, int, int)> rows, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        var parameters = new[] { "$1", "$2", "$3" }.Select(name => command.Parameters.Add(name, SqliteType.Integer)).ToArray();
        foreach (var (first, second, third) in rows)
        {
            (parameters[0].Value, parameters[1].Value, parameters[2].Value) = (first, second, third);
            command.ExecuteNonQuery();
        }
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
