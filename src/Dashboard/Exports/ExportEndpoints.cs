using System.Text.Json;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Data;
using Gatehouse.Data.Reads;

namespace Gatehouse.Dashboard.Exports;

/// <summary>Lists as files: what is filtered, streamed, no secrets.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this WebApplication app)
    {
        app.MapGet(Links.ExportVirtualKeys("csv"), CsvAsync);
        app.MapGet(Links.ExportVirtualKeys("json"), JsonAsync);
        app.MapDirectoryExports();
        app.MapGet(Links.ExportMcpClients("csv"), McpClientExport.CsvAsync);
        app.MapGet(Links.ExportMcpClients("json"), McpClientExport.JsonAsync);
    }

    private static async Task CsvAsync(HttpContext context, VirtualKeyQueries keys)
    {
        Attach(context, "text/csv; charset=utf-8", "virtual-keys.csv");
        await context.Response.WriteAsync(Csv.Line(
            "id", "name", "prefix", "owner", "state", "expires_at", "updated_at", "grants", "active", "orphaned", "needs_reauth", "needs_update", "pending"), context.RequestAborted);
        await foreach (var key in keys.AllAsync(Filter(context), context.RequestAborted))
            await context.Response.WriteAsync(Csv.Line(
                key.Id, key.Name, key.Prefix, key.Owner?.Name, Word(key.State), key.ExpiresAt, key.UpdatedAt, key.Grants,
                key.Credentials.Active, key.Credentials.Orphaned, key.Credentials.NeedsReauth, key.Credentials.NeedsUpdate, key.Credentials.Pending), context.RequestAborted);
    }

    private static Task JsonAsync(HttpContext context, VirtualKeyQueries keys)
    {
        Attach(context, "application/json; charset=utf-8", "virtual-keys.json");
        return JsonSerializer.SerializeAsync(context.Response.Body, keys.AllAsync(Filter(context), context.RequestAborted), DataJson.Options, context.RequestAborted);
    }

    private static VirtualKeyFilter Filter(HttpContext context) => KeyListAddress.Of(context.Request.QueryString.Value).Filter;

    internal static void Attach(HttpContext context, string type, string name)
    {
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.Headers.CacheControl = "no-store";
    }

    private static string Word(VirtualKeyState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
