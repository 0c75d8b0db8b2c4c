using Gatehouse.Dashboard.Exports;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Export;
using Gatehouse.Data.Import;
using Gatehouse.Data.Record;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Dashboard.Api;

/// <summary>Snapshots out and in, of any length (docs/import.md).</summary>
internal static class SnapshotRoutes
{
    private const string Newcomer = """
        {
          "version": 1,
          "users": [{"id": "u-nina.larsen", "user_name": "nina.larsen@acme.example", "display_name": "Nina Larsen", "active": true}],
          "groups": [{"id": "g-legal", "display_name": "Legal", "members": ["u-nina.larsen"]}],
          "virtual_keys": [{"id": "vk-nina-laptop", "name": "nina-laptop", "owner_user_id": "u-nina.larsen", "mcp_configs": [{"mcp_client_id": "notion", "tools_to_execute": ["*"]}]}],
          "oauth_tokens": [{"id": "t-nina-notion", "auth_mode": "user", "user_id": "u-nina.larsen", "mcp_client_id": "notion", "status": "active", "access_token": "demo-token"}],
          "header_credentials": [{"id": "h-nina-billing", "auth_mode": "user", "user_id": "u-nina.larsen", "mcp_client_id": "acme-billing", "status": "orphaned", "headers": {"x-api-key": "demo-value"}}]
        }
        """;

    public static void Map(IEndpointRouteBuilder exports, IEndpointRouteBuilder imports)
    {
        exports.MapGet("/export", ExportAsync)
            .Says("Snapshots", "Export everything", "A snapshot of one moment, streamed, without secret values. It imports again to the same policy and the same credentials.").Answers<object>();
        imports.MapPost("/import", ImportAsync)
            .Says("Snapshots", "Import a snapshot", "Of any length, in one transaction. A bad row is reported with its list, index and reason, and then nothing is imported unless on_error=skip. The lists and their fields: docs/import.md.")
            .Takes("dry_run", "true: everything is checked and counted, nothing is written.").Takes("on_error", "skip: import the good rows.").Reads<object>().Answers<ImportAnswer>()
            .Produces<ImportAnswer>(StatusCodes.Status422UnprocessableEntity)
            .Example(Newcomer);
    }

    private static async Task ExportAsync(HttpContext context, SnapshotWriter snapshots, EventWrites events)
    {
        _ = new Query(context);
        await RecordedExport.RecordAsync(context, events, "snapshot.json");
        context.Response.ContentType = ApiJson.Type;
        context.Response.Headers.ContentDisposition = "attachment; filename=\"gatehouse.json\"";
        context.Response.Headers.CacheControl = "no-store";
        await snapshots.WriteAsync(context.Response.Body, null, context.RequestAborted);
    }

    /// <summary>The importer reads a snapshot once for each group of lists, so that it is laid down first, for this process's eyes only.</summary>
    private static async Task<IResult> ImportAsync(HttpContext context, Importer importer)
    {
        var query = new Query(context, "dry_run", "on_error");
        var options = new ImportOptions(query.Among("on_error", false, ("skip", true)), query.Flag("dry_run") ?? false);
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("Not JSON", StatusCodes.Status415UnsupportedMediaType);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        await using var file = new UnnamedFile("gatehouse-import");
        await context.Request.Body.CopyToAsync(file.Writer, context.RequestAborted);
        await file.Writer.FlushAsync(context.RequestAborted);
        var outcome = await importer.ImportAsync(context.Actor(), file.OpenRead, options, null, context.RequestAborted);
        return outcome switch
        {
            ImportOutcome.Imported done => Results.Json(ImportAnswer.Of(done), ApiJson.Answers),
            ImportOutcome.Refused refused => Results.Json(ImportAnswer.Of(refused, options.DryRun), ApiJson.Answers, null, StatusCodes.Status422UnprocessableEntity),
            ImportOutcome.Unreadable unreadable => Problems.Result(Problem.Of("$", "bad_snapshot", $"{unreadable.Reason} Nothing was imported.")),
            ImportOutcome.NotWritten not => Problems.Result(EditRequests.Problem(not.Why, null)),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }
}

/// <summary>What came of an import.</summary>
/// <param name="Imported">Something was written; false: it was a dry run, or a row was refused.</param>
/// <param name="DryRun">Nothing was to be written.</param>
/// <param name="Rows">Rows by list: imported, or that would be.</param>
/// <param name="RefusedCount">Rows that are wrong.</param>
/// <param name="Refused">The first 1,000 of them.</param>
/// <param name="OddCount">Rows that come in though something about them is odd.</param>
/// <param name="Odd">The first 1,000 of them.</param>
public sealed record ImportAnswer(
    bool Imported, bool DryRun, IReadOnlyDictionary<string, int> Rows, int RefusedCount, IReadOnlyList<RefusedAnswer> Refused, int OddCount, IReadOnlyList<RefusedAnswer> Odd)
{
    internal static ImportAnswer Of(ImportOutcome.Imported done) =>
        new(!done.DryRun, done.DryRun, done.Rows, done.Skipped.Total, Shown(done.Skipped), done.Odd.Total, Shown(done.Odd));

    internal static ImportAnswer Of(ImportOutcome.Refused refused, bool dryRun) =>
        new(false, dryRun, new Dictionary<string, int>(), refused.Rows.Total, Shown(refused.Rows), 0, []);

    private static RefusedAnswer[] Shown(Data.Import.Refusals refusals) => [.. refusals.Shown.Select(row => new RefusedAnswer(row.List, row.Index, row.Reason))];
}

/// <summary>A row that cannot be imported, or is odd.</summary>
/// <param name="List">Its list.</param>
/// <param name="Index">Its place there, from 0.</param>
/// <param name="Reason">What is wrong and what to do; never holds a value that may be a secret.</param>
public sealed record RefusedAnswer(string List, int Index, string Reason);
