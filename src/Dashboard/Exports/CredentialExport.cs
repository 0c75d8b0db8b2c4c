using System.Text.Json;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Settings;

namespace Gatehouse.Dashboard.Exports;

/// <summary>The list of all credentials as a file: page after page, so that a million rows take the memory of one page. No secrets.</summary>
internal static class CredentialExport
{
    public static async Task CsvAsync(HttpContext context, CredentialListQueries credentials, SettingQueries settings, TimeProvider clock)
    {
        ExportEndpoints.Attach(context, "text/csv; charset=utf-8", "credentials.csv");
        await context.Response.WriteAsync(Csv.Head(
            "id", "kind", "client_id", "client", "bound_to", "who_id", "who", "status", "orphaned_at", "orphaned_by_change", "orphaned_by", "missing_headers", "expires_at", "last_used_at", "created_at"),
            context.RequestAborted);
        await foreach (var row in credentials.AllAsync(await FilterAsync(context, settings, clock), context.RequestAborted))
            await context.Response.WriteAsync(Csv.Line(
                row.Id, Word(row.Kind), row.ClientId, row.ClientName, Word(row.IdentityKind), row.WhoId, row.Who, Word(row.Status), row.OrphanedAt, row.OrphanedBy?.ChangeId, row.OrphanedBy?.Actor,
                string.Join("; ", row.MissingHeaders), row.ExpiresAt, row.LastUsedAt, row.CreatedAt), context.RequestAborted);
    }

    public static async Task JsonAsync(HttpContext context, CredentialListQueries credentials, SettingQueries settings, TimeProvider clock)
    {
        ExportEndpoints.Attach(context, "application/json; charset=utf-8", "credentials.json");
        await JsonSerializer.SerializeAsync(context.Response.Body, credentials.AllAsync(await FilterAsync(context, settings, clock), context.RequestAborted), DataJson.Options, context.RequestAborted);
    }

    private static async Task<CredentialListFilter> FilterAsync(HttpContext context, SettingQueries settings, TimeProvider clock) =>
        CredentialListAddress.Of(context.Request.QueryString.Value).Filter(clock.GetUtcNow(), (await settings.NowAsync(context.RequestAborted)).OrphanDays);

    /// <summary>As the API and snapshots write it.</summary>
    private static string? Word<T>(T value) => JsonSerializer.SerializeToElement(value, DataJson.Options).GetString();
}
