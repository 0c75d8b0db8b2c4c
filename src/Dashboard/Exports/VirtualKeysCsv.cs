using System.Text;
using System.Text.Json;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;

namespace Gatehouse.Dashboard.Exports;

/// <summary>Virtual keys as lines of CSV, without secrets.</summary>
internal static class VirtualKeysCsv
{
    public static string Header { get; } = Csv.Head(
        "id", "name", "prefix", "owner", "state", "expires_at", "updated_at", "grants", "active", "orphaned", "needs_reauth", "needs_update", "pending");

    public static string Line(VirtualKeyItem key) => Csv.Line(
        key.Id, key.Name, key.Prefix, key.Owner?.Name, JsonNamingPolicy.SnakeCaseLower.ConvertName(key.State.ToString()), key.ExpiresAt, key.UpdatedAt, key.Grants,
        key.Credentials.Active, key.Credentials.Orphaned, key.Credentials.NeedsReauth, key.Credentials.NeedsUpdate, key.Credentials.Pending);

    /// <summary>A whole file: for what was picked, which is not many.</summary>
    public static async Task<string> OfAsync(VirtualKeyQueries keys, VirtualKeyFilter filter)
    {
        var text = new StringBuilder(Header);
        await foreach (var key in keys.AllAsync(filter))
            text.Append(Line(key));
        return text.ToString();
    }
}
