using System.Text.Json;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Authorization;

namespace Gatehouse.Dashboard.Exports;

/// <summary>The record as a file: what is filtered, streamed. Somebody who is no admin gets changes of access only, as on the page.</summary>
internal static class RecordExports
{
    public static void MapRecordExports(this IEndpointRouteBuilder app)
    {
        app.MapGet(Links.ExportRecord("csv"), CsvAsync);
        app.MapGet(Links.ExportRecord("json"), JsonAsync);
    }

    private static async Task CsvAsync(HttpContext context, RecordQueries records, IAuthorizationService authorization)
    {
        var rows = await RowsAsync(context, records, authorization);
        ExportEndpoints.Attach(context, "text/csv; charset=utf-8", "record.csv");
        await context.Response.WriteAsync(
            Csv.Line("entry", "at", "actor", "origin", "address", "action", "what", "object_kind", "object_id", "object_name", "before", "after", "change", "reason"), context.RequestAborted);
        await foreach (var row in rows)
            await context.Response.WriteAsync(Line(row), context.RequestAborted);
    }

    private static async Task JsonAsync(HttpContext context, RecordQueries records, IAuthorizationService authorization)
    {
        var rows = await RowsAsync(context, records, authorization);
        ExportEndpoints.Attach(context, "application/json; charset=utf-8", "record.json");
        await JsonSerializer.SerializeAsync(context.Response.Body, rows, DataJson.Options, context.RequestAborted);
    }

    private static async Task<IAsyncEnumerable<RecordItem>> RowsAsync(HttpContext context, RecordQueries records, IAuthorizationService authorization)
    {
        var isAdmin = (await authorization.AuthorizeAsync(context.User, null, Permissions.Record)).Succeeded;
        return records.AllAsync(RecordListAddress.Of(context.Request.QueryString.Value).Filter, isAdmin ? RecordView.All : RecordView.Access, context.RequestAborted);
    }

    private static string Line(RecordItem row) => row switch
    {
        { Change: { } change } => Csv.Line(
            row.Number, change.At, change.Actor, Word(change.Origin), null, "change", ReviewWords.Edit(change), null, null, null, null, null, change.Id, change.Reason),
        { Event: { } happened } => Csv.Line(
            row.Number, happened.At, happened.Actor, Word(happened.Origin), happened.Address, happened.Action, RecordWords.Sentence(happened.Action, happened.ObjectName),
            happened.ObjectKind is { } kind ? Word(kind) : null, happened.ObjectId, happened.ObjectName, Fields(happened.Before), Fields(happened.After), null, null),
        _ => "",
    };

    private static string? Fields(IReadOnlyDictionary<string, string?> fields) => fields.Count == 0 ? null : string.Join("; ", fields.Select(field => $"{field.Key}: {field.Value}"));

    private static string? Word<T>(T value) where T : struct, Enum => JsonSerializer.SerializeToElement(value, DataJson.Options).GetString();
}
