using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Api;

/// <summary>A grant in a body: the MCP client by id or by name.</summary>
/// <param name="ToolsToExecute"><c>["*"]</c> all, names, or <c>[]</c> none: an explicit deny.</param>
/// <param name="McpClientId">The client's id; or give its name.</param>
/// <param name="McpClientName">The client's name; or give its id.</param>
public sealed record McpConfig(IReadOnlyList<string> ToolsToExecute, string? McpClientId = null, string? McpClientName = null);

/// <summary>A grant in an answer.</summary>
/// <param name="McpClientId">The client's id.</param>
/// <param name="McpClientName">The client's name.</param>
/// <param name="ToolsToExecute"><c>["*"]</c> all, names, or <c>[]</c> none: an explicit deny.</param>
public sealed record McpConfigAnswer(string McpClientId, string McpClientName, IReadOnlyList<string> ToolsToExecute)
{
    internal static McpConfigAnswer Of(ClientGrant grant) => new(grant.ClientId, grant.ClientName, grant.Tools.Names);
}

/// <summary>Finds the ids of clients that a body names.</summary>
internal static class Grants
{
    /// <summary>Null stays null: nothing is asked.</summary>
    public static async Task<IReadOnlyList<ClientTools>?> OfAsync(IReadOnlyList<McpConfig>? configs, string field, ClientPolicyQueries clients, CancellationToken cancellation)
    {
        if (configs is null)
            return null;
        var ids = await clients.IdsOfNamesAsync([.. configs.Select(config => config.McpClientName).OfType<string>().Distinct()], cancellation);
        return [.. configs.Select((config, at) => new ClientTools(Id(config, $"{field}[{at}]"), config.ToolsToExecute))];

        string Id(McpConfig config, string path) => config switch
        {
            { McpClientId: null, McpClientName: null } => throw new RefusedRequestException(path, "missing_field", $"Field {path} names no MCP client: give mcp_client_id or mcp_client_name."),
            { McpClientName: null } => config.McpClientId,
            _ when !ids.TryGetValue(config.McpClientName, out var id) =>
                throw new RefusedRequestException($"{path}.mcp_client_name", "unknown_mcp_client", $"There is no MCP client named \"{config.McpClientName}\"."),
            { McpClientId: { } given } when given != ids[config.McpClientName] =>
                throw new RefusedRequestException(path, "contradiction", $"Field {path} names two MCP clients: keep mcp_client_id or mcp_client_name."),
            _ => ids[config.McpClientName],
        };
    }
}
