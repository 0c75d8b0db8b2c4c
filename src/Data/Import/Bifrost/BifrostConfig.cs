using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>
/// The config.json of a Bifrost gateway as the tables its database would have, in memory: what is read from either comes in by the same way.
/// Values that are given by the name of an environment variable stay that name.
/// </summary>
internal static class BifrostConfig
{
    /// <summary>The longest file that is read: it is settings, and all of it is in memory.</summary>
    public const long MostBytes = 50L << 20;

    private static readonly (string Field, string Column)[] ClientFields =
    [
        ("connection_type", "connection_type"), ("connection_string", "connection_string"), ("stdio_config", "stdio_config_json"), ("tls_config", "tls_config_json"),
        ("headers", "headers_json"), ("auth_type", "auth_type"), ("per_user_header_keys", "per_user_header_keys_json"),
        ("allow_on_all_virtual_keys", "allow_on_all_virtual_keys"), ("allow_by_default", "allow_on_all_virtual_keys"), ("disabled", "disabled"),
    ];

    /// <summary>The tables with the rows of the file, and the rows that are none; or why it cannot be read.</summary>
    public static async Task<(SqliteConnection? Tables, IReadOnlyList<BifrostRefusedRow> Refused, string? Reason)> OpenAsync(string path, CancellationToken cancellation)
    {
        if (new FileInfo(path).Length > MostBytes)
            return (null, [], "The file is longer than 50 MB: that is no config.json of a Bifrost gateway.");
        var bytes = await File.ReadAllBytesAsync(path, cancellation);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(Utf8Text.Of(bytes));
        }
        catch (JsonException error)
        {
            return (null, [], string.Create(CultureInfo.InvariantCulture, $"The JSON is broken at line {error.LineNumber + 1}."));
        }
        using var opened = document;
        if (Wrong(document.RootElement) is { } wrong)
            return (null, [], wrong);
        var tables = new SqliteConnection("Data Source=:memory:;Pooling=False");
        await tables.OpenAsync(cancellation);
        var rows = new BifrostConfigRows(tables);
        Fill(document.RootElement, rows);
        return (tables, rows.Refused, null);
    }

    /// <summary>Whether a file holds JSON, as far as its beginning tells.</summary>
    public static async Task<bool> IsJsonAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var (text, _) = await Utf8Text.OpenAsync(file, cancellation);
        if (text is null)
            return false;
        var head = new byte[256];
        var length = await text.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        return head.AsSpan(0, length).TrimStart(" \t\r\n"u8).StartsWith("{"u8);
    }

    private static string? Wrong(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object ? "This is no config.json of a Bifrost gateway: it must be a JSON object."
        : JsonDuplicates.In(root, StringComparer.Ordinal) is { } twice ? $"The member \"{ShownText.Of(twice)}\" stands twice in one object. Name it once."
        : root.TryGetProperty("version", out _) && !root.TryGetProperty("mcp", out _) && !root.TryGetProperty("governance", out _) ? "This is a snapshot of Gatehouse. Import it with the command import."
        : !root.TryGetProperty("mcp", out _) && !root.TryGetProperty("governance", out _) ? "This is no config.json of a Bifrost gateway: it has neither mcp nor governance."
        : Lists.Select(list => Find(root, list) is { ValueKind: not (JsonValueKind.Array or JsonValueKind.Null) } ? $"{string.Join('.', list)} must be a list." : null).FirstOrDefault(wrong => wrong is not null);

    private static readonly string[] Clients = ["mcp", "client_configs"];
    private static readonly string[] Teams = ["governance", "teams"];
    private static readonly string[] Keys = ["governance", "virtual_keys"];

    private static readonly string[][] Lists = [Clients, Teams, Keys];

    private static void Fill(JsonElement root, BifrostConfigRows rows)
    {
        foreach (var (client, at) in Items(root, Clients))
            if (rows.IsObject(BifrostShape.Clients, at, client))
                rows.Client(at, Text(client, "client_id") ?? Text(client, "id") ?? Text(client, "name"), Text(client, "name"),
                    [.. ClientFields.Where(field => client.TryGetProperty(field.Field, out var json) && json.ValueKind != JsonValueKind.Null)
                        .DistinctBy(field => field.Column).Select(field => (field.Column, Column(client.GetProperty(field.Field))))]);
        foreach (var (team, at) in Items(root, Teams))
            if (rows.IsObject(BifrostShape.Teams, at, team))
                rows.Add(BifrostShape.Teams, ("id", Text(team, "id")), ("name", Text(team, "name")));
        foreach (var (key, at) in Items(root, Keys))
            if (rows.IsObject(BifrostShape.Keys, at, key))
                Key(rows, key);
    }

    private static void Key(BifrostConfigRows rows, JsonElement key)
    {
        var id = Text(key, "id") ?? Text(key, "name");
        rows.Add(BifrostShape.Keys, ("id", id), ("name", Text(key, "name")), ("description", Text(key, "description")), ("value", Text(key, "value")),
            ("is_active", Column(Get(key, "is_active"))), ("expires_at", Text(key, "expires_at")), ("team_id", Text(key, "team_id")));
        if (Get(key, "mcp_configs") is not { ValueKind: JsonValueKind.Array } grants)
            return;
        foreach (var grant in grants.EnumerateArray())
            rows.Grant(id, grant.ValueKind == JsonValueKind.Object ? Text(grant, "mcp_client_name") ?? Text(grant, "mcp_client_id") ?? Text(grant, "client_id") : null, Column(Get(grant, "tools_to_execute")));
    }

    private static IEnumerable<(JsonElement Item, int At)> Items(JsonElement root, string[] path) =>
        Find(root, path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select((item, at) => (item, at)) : [];

    private static JsonElement? Find(JsonElement root, string[] path) =>
        path.Aggregate((JsonElement?)root, (found, name) => found is { } element ? Get(element, name) : null);

    private static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement element, string name) => Get(element, name) is { } value ? BifrostText.Of(value) : null;

    /// <summary>As a column holds it: a text as itself or by its name elsewhere, a switch, and everything else as JSON.</summary>
    private static object? Column(JsonElement? json) => json is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => BifrostText.Of(value) ?? value.GetRawText(),
    };
}
