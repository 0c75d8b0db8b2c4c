using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads;

/// <summary>How many rows a filter of the list of all credentials lets through: to the row where indexes count, else up to a bound.</summary>
internal static class CredentialCounts
{
    private static readonly WalkSegment Whole = new(0, WalkOrder.Stored);

    public static async Task<(int Total, bool IsAtLeast, StatusCounts? Counts)> OfAsync(DashboardDbContext db, CredentialSelection selection, CancellationToken cancellation)
    {
        var filter = selection.Filter;
        if (IsQuick(selection))
        {
            var counts = await ByStatusAsync(db, selection, cancellation);
            return (filter.Statuses.Count == 0 ? counts.Total : filter.Statuses.Distinct().Sum(counts.Of), false, counts);
        }
        var total = 0;
        foreach (var kind in CredentialArms.Of(selection))
        {
            var left = CredentialListPage.MostCounted + 1 - total;
            total += await CredentialArms.Rows(db, kind, selection, Whole).Take(left).CountAsync(cancellation);
            if (total > CredentialListPage.MostCounted)
                return (CredentialListPage.MostCounted, true, null);
        }
        return (total, false, null);
    }

    /// <summary>All rows, rows of some clients, or few rows. Orphaned ones alone have an index of their own.</summary>
    private static bool IsQuick(CredentialSelection selection)
    {
        var filter = selection.Filter;
        return selection.IsNarrow || (selection.Found is null && filter is { CreatedFrom: null, CreatedBefore: null, UsedFrom: null, UsedBefore: null, Modes.Count: 0 });
    }

    /// <summary>Only what is orphaned, and what is neither that nor healthy, is looked for; the rest is active.</summary>
    private static async Task<StatusCounts> ByStatusAsync(DashboardDbContext db, CredentialSelection selection, CancellationToken cancellation)
    {
        var counts = StatusCounts.None;
        var any = selection with { Filter = selection.Filter with { Statuses = [] } };
        foreach (var kind in CredentialArms.Of(any))
        {
            var all = await CredentialArms.Rows(db, kind, any, Whole).CountAsync(cancellation);
            if (kind is CredentialKind.OAuthFlow or CredentialKind.HeaderFlow)
            {
                counts = counts.With(CredentialStatus.Pending, all);
                continue;
            }
            var unhealthy = kind == CredentialKind.OAuthToken ? CredentialStatus.NeedsReauth : CredentialStatus.NeedsUpdate;
            var (orphaned, lacking) = (await OfAsync(kind, CredentialStatus.Orphaned), await OfAsync(kind, unhealthy));
            counts = counts.With(CredentialStatus.Orphaned, orphaned).With(unhealthy, lacking).With(CredentialStatus.Active, all - orphaned - lacking);
        }
        return counts;

        Task<int> OfAsync(CredentialKind kind, CredentialStatus status) => CredentialArms.Rows(db, kind, any, Whole with { Status = status }).CountAsync(cancellation);
    }
}
