using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>Tables of a Bifrost database in memory, as far as a config.json fills them.</summary>
internal sealed class BifrostConfigRows
{
    private readonly SqliteConnection tables;
    private readonly Dictionary<string, int> clients = [];
    private readonly List<BifrostRefusedRow> refused = [];

    /// <param name="tables">An empty database, open.</param>
    public BifrostConfigRows(SqliteConnection tables)
    {
        this.tables = tables;
        using var command = tables.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE {BifrostShape.Clients} (id integer PRIMARY KEY, client_id text, name text, connection_type text, connection_string text, stdio_config_json text,
                tls_config_json text, headers_json text, auth_type text, per_user_header_keys_json text, allow_on_all_virtual_keys, disabled);
            CREATE TABLE {BifrostShape.Keys} (id text, name text, description text, value text, is_active, expires_at text, team_id text);
            CREATE TABLE {BifrostShape.Grants} (id integer PRIMARY KEY, virtual_key_id text, mcp_client_id integer, tools_to_execute text);
            CREATE TABLE {BifrostShape.Teams} (id text, name text);
            CREATE TABLE mcp_oauth_tokens (id text, mcp_client_id text, virtual_key_id text, user_id text, session_id text, status text, auth_mode text);
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>Rows that a table could not hold.</summary>
    public IReadOnlyList<BifrostRefusedRow> Refused => refused;

    /// <summary>True for an object; anything else is refused with its place in the list.</summary>
    public bool IsObject(string table, int at, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            refused.Add(new(table, FormattableString.Invariant($"[{at}]"), "A row must be an object."));
        return item.ValueKind == JsonValueKind.Object;
    }

    public void Client(int at, string? id, string? name, (string Column, object? Value)[] more)
    {
        var number = at + 1;
        Add(BifrostShape.Clients, [("id", number), ("client_id", id), ("name", name), .. more]);
        // Grants name clients by name; the first of a name is meant.
        foreach (var known in new[] { name, id }.OfType<string>())
            clients.TryAdd(known, number);
    }

    public void Grant(string? key, string? client, object? tools)
    {
        if (client is not null && clients.TryGetValue(client, out var number))
            Add(BifrostShape.Grants, ("virtual_key_id", key), ("mcp_client_id", number), ("tools_to_execute", tools));
        else
            refused.Add(new(BifrostShape.Grants, key, client is null ? "mcp_configs: a grant does not name its MCP client." : $"mcp_configs: there is no MCP client \"{ShownText.Of(client)}\"."));
    }

    public void Add(string table, params (string Column, object? Value)[] values)
    {
        using var command = tables.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", values.Select(value => value.Column))}) VALUES ({string.Join(", ", values.Select((_, at) => $"@p{at}"))})";
        foreach (var (value, at) in values.Select((value, at) => (value.Value, at)))
            command.Parameters.AddWithValue($"@p{at}", value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }
}
