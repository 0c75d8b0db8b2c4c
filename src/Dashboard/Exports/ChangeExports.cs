using System.Text.Json;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Exports;

/// <summary>The record of changes as files: what is filtered, and every row of one change, streamed.</summary>
internal static class ChangeExports
{
    public static void MapChangeExports(this IEndpointRouteBuilder app)
    {
        app.MapGet(Links.ExportChanges("csv"), CsvAsync);
        app.MapGet(Links.ExportChanges("json"), JsonAsync);
        app.MapGet(Links.ExportChangeRows("{id:long}"), RowsAsync);
    }

    private static async Task CsvAsync(HttpContext context, ChangeQueries changes)
    {
        ExportEndpoints.Attach(context, "text/csv; charset=utf-8", "changes.csv");
        await context.Response.WriteAsync(
            Csv.Head("change", "committed_at", "actor", "origin", "edit", "policy", "orphan", "reactivate", "drop", "needs_update", "healthy", "delete", "reason", "undoes", "undone_by"), context.RequestAborted);
        await foreach (var change in changes.AllAsync(Filter(context), context.RequestAborted))
            await context.Response.WriteAsync(Csv.Line(
                change.Id, change.At, change.Actor, Words.Of(change.Origin), Words.Of(change.EditKind), string.Join("; ", change.Policy), change.Moves.Orphan, change.Moves.Reactivate, change.Moves.Drop,
                change.Moves.NeedsUpdate, change.Moves.Healthy, change.Moves.Delete, change.Reason, change.UndoesChangeId, change.UndoneByChangeId), context.RequestAborted);
    }

    private static Task JsonAsync(HttpContext context, ChangeQueries changes)
    {
        ExportEndpoints.Attach(context, "application/json; charset=utf-8", "changes.json");
        return JsonSerializer.SerializeAsync(context.Response.Body, changes.AllAsync(Filter(context), context.RequestAborted), DataJson.Options, context.RequestAborted);
    }

    private static async Task RowsAsync(HttpContext context, ChangeQueries changes, long id)
    {
        if (await changes.FindAsync(id, context.RequestAborted) is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        ExportEndpoints.Attach(context, "text/csv; charset=utf-8", FormattableString.Invariant($"change-{id}.csv"));
        await context.Response.WriteAsync(Csv.Head("mcp_client_id", "mcp_client", "kind", "identity", "who", "from", "move", "reason"), context.RequestAborted);
        await foreach (var row in changes.AllRowsAsync(id, context.RequestAborted))
            await context.Response.WriteAsync(Csv.Line(
                row.ClientId, row.Client, Words.Of(row.Kind), Word(row.IdentityKind), row.Who, Word(row.From), Word(row.Move), row.Reason.Words(row.About)), context.RequestAborted);
    }

    private static string? Word<T>(T value) => JsonSerializer.SerializeToElement(value, DataJson.Options).GetString();

    private static ChangeFilter Filter(HttpContext context) => ChangeListAddress.Of(context.Request.QueryString.Value).Filter;
}
