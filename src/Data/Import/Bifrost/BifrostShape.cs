namespace Gatehouse.Data.Import.Bifrost;

/// <summary>Which tables a Bifrost database has; they changed twice.</summary>
public enum BifrostGeneration
{
    /// <summary>Per-user tokens in <c>oauth_user_tokens</c>, sign-ins in <c>oauth_user_sessions</c> (1.5.6 and its neighbours).</summary>
    First = 1,

    /// <summary>All tokens in <c>mcp_oauth_tokens</c>, sign-ins in <c>mcp_oauth_flows</c> (2.0). The tables of the first stay, no longer written.</summary>
    Second = 2,

    /// <summary>Virtual MCPs beside what the second has.</summary>
    Third = 3,
}

/// <summary>Tables and columns that are there: newer ones may be missing, and are then read as empty.</summary>
internal sealed class BifrostShape(IReadOnlyDictionary<string, IReadOnlySet<string>> tables)
{
    public const string Clients = "config_mcp_clients";
    public const string Keys = "governance_virtual_keys";
    public const string Grants = "governance_virtual_key_mcp_configs";
    public const string Teams = "governance_teams";
    public const string VirtualMcps = "enterprise_mcp_tool_groups";
    public const string VirtualMcpKeys = "enterprise_mcp_tool_group_virtual_keys";
    public const string HeaderCredentials = "mcp_per_user_header_credentials";
    public const string HeaderFlows = "mcp_per_user_header_flows";

    private const string MergedTokens = "mcp_oauth_tokens";
    private static readonly string[] OfOneIdentity = ["id", "mcp_client_id", "virtual_key_id", "user_id", "session_id", "status"];

    /// <summary>Once tokens are merged, the tables before are not read: the same credentials stand in both.</summary>
    public string Tokens => Has(MergedTokens) ? MergedTokens : "oauth_user_tokens";

    public string Flows => Has(MergedTokens) ? "mcp_oauth_flows" : "oauth_user_sessions";

    public BifrostGeneration Generation =>
        !Has(MergedTokens) ? BifrostGeneration.First
        : Has(VirtualMcps) || Has(Clients, "endpoint_slug") ? BifrostGeneration.Third
        : BifrostGeneration.Second;

    /// <summary>Why this cannot be read; null: it can.</summary>
    public string? Wrong =>
        !Has(Clients) && !Has(Keys) ? $"This is no database of Bifrost: it has neither {Clients} nor {Keys}."
        : !Has(Tokens) ? $"This Bifrost database has neither {MergedTokens} nor {Tokens}: it is of a version this program does not know."
        : Missing(Clients, "id", "client_id", "name") ?? Missing(Keys, "id", "name") ?? Missing(Grants, "virtual_key_id", "mcp_client_id", "tools_to_execute")
            ?? Missing(Tokens, [.. OfOneIdentity, "auth_mode"]) ?? MissingIn(Flows, [.. OfOneIdentity, "flow_mode", "expires_at"])
            ?? MissingIn(HeaderCredentials, [.. OfOneIdentity, "auth_mode", "headers_json"]) ?? MissingIn(HeaderFlows, [.. OfOneIdentity, "flow_mode", "expires_at"])
            ?? MissingIn(VirtualMcps, "id", "name", "tools") ?? (Has(VirtualMcps) ? Missing(VirtualMcpKeys, "tool_group_id", "virtual_key_id") : null);

    public bool Has(string table) => tables.ContainsKey(table);

    public bool Has(string table, string column) => tables.TryGetValue(table, out var columns) && columns.Contains(column);

    /// <summary>The wanted columns that are there, for a SELECT; each is named as it is, or behind a prefix.</summary>
    public string Columns(string table, string alias, string prefix, params string[] wanted) =>
        string.Join(", ", wanted.Where(column => Has(table, column)).Select(column => $"{alias}.{column} AS {prefix}{column}"));

    private string? Missing(string table, params string[] columns) =>
        !Has(table) ? $"This Bifrost database has no table {table}: it is of a version this program does not know." : MissingIn(table, columns);

    private string? MissingIn(string table, params string[] columns) =>
        Has(table) && columns.FirstOrDefault(column => !Has(table, column)) is { } missing
            ? $"Table {table} has no column {missing}: it is of a version of Bifrost this program does not know."
            : null;
}
