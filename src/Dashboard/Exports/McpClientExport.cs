using System.Text.Json;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;

namespace Gatehouse.Dashboard.Exports;

/// <summary>The list of MCP clients as a file.</summary>
internal static class McpClientExport
{
    public static async Task CsvAsync(HttpContext context, McpClientQueries clients)
    {
        ExportEndpoints.Attach(context, "text/csv; charset=utf-8", "mcp-clients.csv");
        await context.Response.WriteAsync(Csv.Head(
            "client_id", "name", "connection_string", "auth_type", "allow_on_all_virtual_keys", "virtual_keys", "access_profiles", "disabled", "active", "orphaned", "needs_reauth", "needs_update", "pending"), context.RequestAborted);
        await foreach (var client in clients.AllAsync(Filter(context), context.RequestAborted))
            await context.Response.WriteAsync(Csv.Line(
                client.Id, client.Name, client.Address, Word(client.AuthType), Word(client.AllKeys), client.Keys, client.Profiles, Word(client.Disabled),
                client.Credentials.Active, client.Credentials.Orphaned, client.Credentials.NeedsReauth, client.Credentials.NeedsUpdate, client.Credentials.Pending), context.RequestAborted);
    }

    public static Task JsonAsync(HttpContext context, McpClientQueries clients)
    {
        ExportEndpoints.Attach(context, "application/json; charset=utf-8", "mcp-clients.json");
        return JsonSerializer.SerializeAsync(context.Response.Body, clients.AllAsync(Filter(context), context.RequestAborted), DataJson.Options, context.RequestAborted);
    }

    private static McpClientFilter Filter(HttpContext context) => ClientListAddress.Of(context.Request.QueryString.Value).Filter;

    /// <summary>As the API and snapshots write it.</summary>
    private static string? Word(AuthType auth) => JsonSerializer.SerializeToElement(auth, DataJson.Options).GetString();

    private static string Word(bool yes) => yes ? "true" : "false";
}
