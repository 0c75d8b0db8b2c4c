using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>MCP clients. Grants name them by number, everything else by their string id: those that came in are known by both.</summary>
internal sealed class BifrostClients(BifrostDatabase source, ImportTarget target, BifrostValues values, BifrostTally tally)
{
    private readonly Dictionary<long, string> byNumber = [];
    private readonly Dictionary<string, IReadOnlyList<string>> headerNames = [];

    public string? ByNumber(long? number) => number is { } id ? byNumber.GetValueOrDefault(id) : null;

    public bool Has(string id) => headerNames.ContainsKey(id);

    /// <summary>The header names it asks of each identity, canonical.</summary>
    public IReadOnlyList<string> HeaderNames(string? id) => id is not null && headerNames.TryGetValue(id, out var names) ? names : [];

    public async Task ImportAsync(CancellationToken cancellation)
    {
        const string Table = BifrostShape.Clients;
        var columns = source.Shape.Columns(Table, "c", "", "id", "client_id", "name", "connection_type", "connection_string", "stdio_config_json", "tls_config_json",
            "headers_json", "discovered_tools_json", "auth_type", "per_user_header_keys_json", "allow_on_all_virtual_keys", "disabled", "encryption_status", "created_at", "updated_at");
        await foreach (var row in source.RowsAsync($"SELECT {columns} FROM {Table} c ORDER BY c.id", cancellation))
        {
            tally.Read(Table);
            var client = Client(row);
            var id = row.Text("client_id") ?? row.Id;
            if (!tally.Take("mcp_clients", Table, id, row.Problem ?? target.Policy.Client(client)))
                continue;
            tally.Warn(Table, id, [.. row.Odd, .. target.Policy.Odd]);
            byNumber[row.Number("id") ?? 0] = client.ClientId!;
            headerNames[client.ClientId!] = HeaderName.CanonicalList(client.PerUserHeaderKeys ?? [], out _) ?? [];
            if (row.Text("auth_type") == "token_exchange")
                tally.Leave(Table, "settings of token exchange, which Gatehouse does not know: the client comes in with auth type none");
        }
    }

    private ClientRow Client(BifrostRow row)
    {
        var connection = Connection(row);
        var names = HeaderNames(row);
        var tls = row.Read<Tls>("tls_config_json", row.Text("tls_config_json"), "a JSON object of TLS settings");
        return new ClientRow
        {
            ClientId = row.Text("client_id"),
            Name = row.Text("name"),
            ConnectionType = connection,
            ConnectionString = connection == ConnectionType.Stdio ? CommandLine(row) : values.Open(row, "connection_string"),
            AuthType = Auth(row),
            AllowOnAllVirtualKeys = row.Flag("allow_on_all_virtual_keys") ?? false,
            Disabled = row.Flag("disabled") ?? false,
            PerUserHeaderKeys = names,
            Tools = Tools(row),
            Headers = row.Read<Dictionary<string, string>>("headers_json", values.Open(row, "headers_json"), "a JSON object of header values"),
            CaCertPem = Certificate(row, tls?.CaCertPem),
            InsecureSkipVerify = tls?.InsecureSkipVerify ?? false,
            CreatedAt = row.Told("created_at"),
            UpdatedAt = row.Told("updated_at"),
        };
    }

    /// <summary>Names that are the same once they are canonical stand once.</summary>
    private static string[]? HeaderNames(BifrostRow row)
    {
        var given = row.Names("per_user_header_keys_json");
        string[]? once = given?.DistinctBy(name => HeaderName.Canonical(name, out _) ?? name).ToArray();
        if (once?.Length < given?.Count)
            row.Note("per_user_header_keys_json names a header twice: it comes in once.");
        return once;
    }

    private static string? Certificate(BifrostRow row, string? pem)
    {
        if (string.IsNullOrEmpty(pem) || !BifrostValues.IsReference(pem))
            return string.IsNullOrEmpty(pem) ? null : pem;
        row.Note($"The certificate authority is the reference {ShownText.Of(pem)}, which stays behind. Give the certificate on the client's page.");
        return null;
    }

    private static ConnectionType Connection(BifrostRow row)
    {
        switch (row.Text("connection_type")?.ToLowerInvariant())
        {
            case "http" or null: return ConnectionType.Http;
            case "streamable-http" or "streamable_http":
                row.Note("connection_type is streamable HTTP: it comes in as http, which means the same.");
                return ConnectionType.Http;
            case "sse": return ConnectionType.Sse;
            case "stdio": return ConnectionType.Stdio;
            case var other:
                row.Fail($"connection_type is \"{other}\": Gatehouse knows http, sse and stdio.");
                return ConnectionType.Http;
        }
    }

    private static AuthType Auth(BifrostRow row)
    {
        switch (row.Text("auth_type")?.ToLowerInvariant())
        {
            case "headers" or null: return AuthType.Headers;
            case "none" or "token_exchange": return AuthType.None;
            case "oauth": return AuthType.OAuth;
            case "per_user_oauth": return AuthType.PerUserOAuth;
            case "per_user_headers": return AuthType.PerUserHeaders;
            case var other:
                row.Fail($"auth_type is \"{other}\": Gatehouse knows none, headers, oauth, per_user_oauth and per_user_headers.");
                return AuthType.None;
        }
    }

    /// <summary>The command of a child process; its environment stays behind.</summary>
    private static string? CommandLine(BifrostRow row)
    {
        var stdio = row.Read<Stdio>("stdio_config_json", row.Text("stdio_config_json"), "a JSON object with command and args");
        return stdio is null ? null : string.Join(' ', new[] { stdio.Command ?? "" }.Concat(stdio.Arguments ?? []).Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word));
    }

    /// <summary>Names of the tools the server was seen with: by name, by object, or as members. A cache: what cannot be read is none.</summary>
    private static string[] Tools(BifrostRow row)
    {
        if (row.Text("discovered_tools_json") is not { } json)
            return [];
        try
        {
            using var tools = JsonDocument.Parse(json);
            var names = tools.RootElement.ValueKind switch
            {
                JsonValueKind.Object => tools.RootElement.EnumerateObject().Select(member => member.Name),
                JsonValueKind.Array => tools.RootElement.EnumerateArray().Select(tool =>
                    tool.ValueKind == JsonValueKind.String ? tool.GetString()
                    : tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null),
                _ => [],
            };
            return [.. names.OfType<string>().Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record Tls(
        [property: JsonPropertyName("insecure_skip_verify")] bool InsecureSkipVerify = false, [property: JsonPropertyName("ca_cert_pem")] string? CaCertPem = null);

    private sealed record Stdio(
        [property: JsonPropertyName("command")] string? Command = null, [property: JsonPropertyName("args")] IReadOnlyList<string>? Arguments = null);
}
