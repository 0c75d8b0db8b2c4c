using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Authorization;

namespace Gatehouse.Dashboard.Api;

/// <summary>MCP clients, as Bifrost's admin API has them.</summary>
internal static class McpClientRoutes
{
    private const string Subject = "mcp_client";

    public static void Map(IEndpointRouteBuilder reads, IEndpointRouteBuilder writes, IEndpointRouteBuilder targets)
    {
        reads.MapGet("/mcp/clients", ListAsync)
            .Says("MCP clients", "List MCP clients", "Always paged: 25 rows unless limit says otherwise, at most 100. The answer never holds values of static headers.").Answers<McpClientList>()
            .Takes("limit", "Rows a page, 1 to 100; more are 100.").Takes("offset", "Rows to pass over.").Takes("search", "Part of the name, the id or the address.")
            .Takes("auth_type", "none, headers, oauth, per_user_oauth or per_user_headers.").Takes("all_virtual_keys", "true: only those allowed on all virtual keys; false: only others.")
            .Takes("disabled", "true: only those switched off; false: only others.").Takes("sort_by", "name, auth_type or disabled.").Takes("order", "asc or desc.");
        reads.MapGet("/mcp/client/{client_id}", GetAsync).Says("MCP clients", "Read an MCP client", "Values of static headers are shown as ********.").Answers<McpClientAnswer>()
            .Example("client_id", "github");
        targets.MapPost("/mcp/client", CreateAsync)
            .Says("MCP clients", "Create an MCP client", "Writes the client and who may reach it in one transaction, or nothing.").Plans().Reads<NewMcpClientBody>().Answers<McpClientWritten>()
            .Example("""{"name": "confluence", "connection_type": "http", "connection_string": "https://mcp.confluence.example/mcp", "auth_type": "per_user_oauth", "vk_configs": [{"virtual_key_id": "vk-docs-indexer", "tools_to_execute": ["*"]}]}""");
        writes.MapPut("/mcp/client/{client_id}", ChangeAsync)
            .Guarded().Says("MCP clients", "Edit an MCP client", "A field that is absent stays as it is; vk_configs replaces all grants, [] removes them. One transaction, or nothing. Only fields that change are checked; other faults are listed in warnings. Another connection, auth type, certificate or static header takes an admin.").Plans()
            .Reads<McpClientBody>().Answers<McpClientWritten>()
            .Example("client_id", "acme-billing").Example("""{"connection_string": "https://mcp.acme-billing.example/v2/mcp", "per_user_header_keys": ["x-api-key", "x-tenant"]}""");
        writes.MapDelete("/mcp/client/{client_id}", (string client_id, HttpContext context, EditRequests write) => write.RunAsync(
                context, new Query(context, EditRequests.DryRun), new Edit.DeleteMcpClient(client_id), Subject, change => new McpClientWritten("success", "MCP client deleted successfully", null, change, []), new(ObjectKind.McpClient, client_id)))
            .Guarded().Says("MCP clients", "Delete an MCP client", "Everything that is stored for it is deleted too. There is no undo.").Plans().Answers<McpClientWritten>()
            .Example("client_id", "sentry");
    }

    private static async Task<McpClientList> ListAsync(HttpContext context, ClientPolicyQueries clients)
    {
        var query = new Query(context, "limit", "offset", "search", "auth_type", "all_virtual_keys", "disabled", "sort_by", "order");
        var window = query.Offset();
        var page = await clients.ListAsync(new McpClientFilter
        {
            Search = query.Text("search"),
            AuthType = query.Word<AuthType>("auth_type"),
            AllKeys = query.Flag("all_virtual_keys"),
            Disabled = query.Flag("disabled"),
            Sort = query.Among("sort_by", McpClientSort.Name, ("name", McpClientSort.Name), ("auth_type", McpClientSort.Auth), ("disabled", McpClientSort.State)),
            Descending = query.Among("order", false, ("asc", false), ("desc", true)),
        }, window, context.RequestAborted);
        return new([.. page.Items.Select(McpClientAnswer.Of)], page.Items.Count, page.Total, window.Take, window.Skip);
    }

    private static async Task<IResult> GetAsync(string client_id, HttpContext context, ClientPolicyQueries clients)
    {
        _ = new Query(context);
        await new Tagged(ObjectKind.McpClient, client_id).ShowAsync(context);
        return await clients.FindAsync(client_id, context.RequestAborted) is { } client
            ? Results.Json(McpClientAnswer.Of(client), ApiJson.Answers) : Problems.Result(Problem.Missing("MCP client", client_id));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ClientPolicyQueries clients, WholeEdits edits, EditRequests write)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, _, ignored) = await Body.ReadAsync<NewMcpClientBody>(context, BifrostFields.McpClient);
        var settings = new McpClientSettings(
            asked.Name, asked.ConnectionType, asked.ConnectionString, asked.AuthType ?? AuthType.None, asked.Disabled ?? false, asked.CaCertPem, asked.InsecureSkipVerify ?? false);
        return await write.RunAsync(
            context, query, edits.NewClient(
                settings, asked.ClientId, asked.PerUserHeaderKeys ?? [], asked.Headers ?? new Dictionary<string, string>(), asked.AllowOnAllVirtualKeys ?? false, VkConfig.Of(asked.VkConfigs)), null,
            async (made, change) => new McpClientWritten("success", "MCP client created. It was not connected to yet.", McpClientAnswer.Of((await clients.FindAsync(made.Id, context.RequestAborted))!), change, ignored));
    }

    private static async Task<IResult> ChangeAsync(
        string client_id, HttpContext context, ClientPolicyQueries clients, WholeEdits edits, EditRequests write, IAuthorizationService authorization)
    {
        var query = new Query(context, EditRequests.DryRun);
        var (asked, _, ignored) = await Body.ReadAsync<McpClientBody>(context, BifrostFields.OwnMcpClient);
        if (!(await authorization.AuthorizeAsync(context.User, Permissions.ClientTarget)).Succeeded && await clients.FindAsync(client_id, context.RequestAborted) is { } standing)
        {
            if (asked.WithoutTarget(standing) is not { } rest)
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            asked = rest;
        }
        var patch = new McpClientPatch(
            asked.Name, asked.ConnectionType, asked.ConnectionString, asked.AuthType, asked.Disabled,
            asked.CaCertPem is null ? null : new Given<string?>(asked.CaCertPem), asked.InsecureSkipVerify, null, asked.Headers);
        // As it is read: a client that asks for no header has an empty list.
        var names = asked is { PerUserHeaderKeys.Count: 0, AuthType: not AuthType.PerUserHeaders } && await clients.FindAsync(client_id, context.RequestAborted) is { HeaderNames.Count: 0 } ? null : asked.PerUserHeaderKeys;
        return await write.RunAsync(
            context, query, edits.Client(client_id, patch, asked.AllowOnAllVirtualKeys, VkConfig.Of(asked.VkConfigs), names), Subject,
            async (done, change) => new McpClientWritten(
                "success", "MCP client edited successfully", await clients.FindAsync(client_id, context.RequestAborted) is { } client ? McpClientAnswer.Of(client) : null, change, ignored)
            {
                Warnings = done.Warnings ?? [],
            }, of: new(ObjectKind.McpClient, client_id));
    }
}

/// <summary>A page of MCP clients.</summary>
/// <param name="Clients">The rows.</param>
/// <param name="Count">Rows of this page.</param>
/// <param name="TotalCount">How many rows pass the filter in all.</param>
/// <param name="Limit">Rows a page.</param>
/// <param name="Offset">How many rows were skipped before this page.</param>
public sealed record McpClientList(IReadOnlyList<McpClientAnswer> Clients, int Count, int TotalCount, int Limit, int Offset);

/// <summary>An MCP client that was written.</summary>
/// <param name="Status">success.</param>
/// <param name="Message">What was done.</param>
/// <param name="Client">The client as it is now; null: it is gone.</param>
/// <param name="Change">The change on record; null when no access and no credential changed.</param>
/// <param name="Ignored">Fields of the body that concern other parts of Bifrost, or that only answers have.</param>
public sealed record McpClientWritten(string Status, string Message, McpClientAnswer? Client, ChangeMade? Change, IReadOnlyList<string> Ignored)
{
    /// <summary>What the edit did besides what was asked for, e.g. static header values dropped because they were stored for another server.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
