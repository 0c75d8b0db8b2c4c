using System.Text.Json;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;

namespace Gatehouse.Dashboard.Exports;

/// <summary>Lists as files: what is filtered, streamed, no secrets.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup("").AddEndpointFilter<RecordedExport>();
        app.MapGet(Links.ExportVirtualKeys("csv"), CsvAsync);
        app.MapGet(Links.ExportVirtualKeys("json"), JsonAsync);
        app.MapGet(Links.ExportCredentials("csv"), CredentialExport.CsvAsync);
        app.MapGet(Links.ExportCredentials("json"), CredentialExport.JsonAsync);
        app.MapDirectoryExports();
        app.MapTokenExports();
        app.MapChangeExports();
        app.MapRecordExports();
        routes.MapGet(Links.AssignTemplate("csv"), context => TemplateAsync(context, "text/csv; charset=utf-8", "assign-template.csv", AssignTemplates.Csv));
        routes.MapGet(Links.AssignTemplate("json"), context => TemplateAsync(context, "application/json; charset=utf-8", "assign-template.json", AssignTemplates.Json));
        app.MapGet(Links.ExportMcpClients("csv"), McpClientExport.CsvAsync);
        app.MapGet(Links.ExportMcpClients("json"), McpClientExport.JsonAsync);
    }

    private static async Task CsvAsync(HttpContext context, VirtualKeyQueries keys)
    {
        Attach(context, "text/csv; charset=utf-8", "virtual-keys.csv");
        await context.Response.WriteAsync(VirtualKeysCsv.Header, context.RequestAborted);
        await foreach (var key in keys.AllAsync(Filter(context), context.RequestAborted))
            await context.Response.WriteAsync(VirtualKeysCsv.Line(key), context.RequestAborted);
    }

    private static Task TemplateAsync(HttpContext context, string type, string name, string text)
    {
        Attach(context, type, name);
        return context.Response.WriteAsync(text, context.RequestAborted);
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
}
