using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Api;

/// <summary>Who may reach one MCP client, as a list and as a delta: for clients with many keys.</summary>
internal static class SharingRoutes
{
    public static void Map(IEndpointRouteBuilder reads, IEndpointRouteBuilder writes)
    {
        reads.MapGet("/mcp/client/{client_id}/sharing", ListAsync)
            .Says("MCP clients", "List who may reach an MCP client", "Lists its own grants, by key name. Access profiles and the switch for all keys are not in this list.").Answers<PageOf<VkConfigAnswer>>()
            .Takes("search", "Part of the name of the key or its owner.").Takes("denied", "true: only grants without a tool.").Pages()
            .Example("client_id", "github");
        writes.MapPatch("/mcp/client/{client_id}/sharing", PatchAsync)
            .Guarded().Says("MCP clients", "Edit who may reach an MCP client", "Changes only the grants that are named, and the switch, in one plan.").Plans().Reads<SharingBody>().Answers<McpClientWritten>()
            .Example("client_id", "jira").Example("""{"add": [{"virtual_key_id": "vk-log-summarizer", "tools_to_execute": ["create_issue"]}], "remove": ["vk-qa-regression"]}""");
    }

    private static async Task<IResult> ListAsync(string client_id, HttpContext context, ClientPolicyQueries clients, SharingQueries sharing)
    {
        var query = new Query(context, "search", "denied", "cursor", "limit");
        var window = query.Page();
        var filter = new SharingFilter(query.Text("search"), query.Flag("denied") ?? false);
        if (await clients.FindAsync(client_id, context.RequestAborted) is null)
            return Problems.Result(Problem.Missing("MCP client", client_id));
        var page = await sharing.GrantsAsync(client_id, filter, window, context.RequestAborted);
        return Results.Json(PageOf<VkConfigAnswer>.Of(page, row => new VkConfigAnswer(row.KeyId, row.Key, row.Direct?.Names ?? [])), ApiJson.Answers);
    }

    private static async Task<IResult> PatchAsync(string client_id, HttpContext context, ClientPolicyQueries clients, EditRequests write)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, _, _) = await Body.ReadAsync<SharingBody>(context);
        var edit = new Edit.Sharing(client_id, asked.AllowOnAllVirtualKeys, VkConfig.Of(asked.Add), asked.Remove);
        return await write.RunAsync(context, query, JointEdit.Of(edit), "mcp_client", async (_, change) => new McpClientWritten(
            "success", "Sharing edited", await clients.FindAsync(client_id, context.RequestAborted) is { } client ? McpClientAnswer.Of(client) : null, change, []), of: new(ObjectKind.McpClient, client_id));
    }
}

/// <summary>A delta of who may reach an MCP client.</summary>
/// <param name="AllowOnAllVirtualKeys">The switch for all virtual keys; absent: as it is.</param>
/// <param name="Add">Grants to be there, with these tools.</param>
/// <param name="Remove">Ids of keys that have no grant of it from now on.</param>
public sealed record SharingBody(bool? AllowOnAllVirtualKeys = null, IReadOnlyList<VkConfig>? Add = null, IReadOnlyList<string>? Remove = null);
