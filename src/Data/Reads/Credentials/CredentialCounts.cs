using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

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
        foreach (var rows in CredentialArms.Of(selection).SelectMany(kind => Parts(db, kind, selection)))
        {
            var left = CredentialListPage.MostCounted + 1 - total;
            total += await rows.Take(left).CountAsync(cancellation);
            if (total > CredentialListPage.MostCounted)
                return (CredentialListPage.MostCounted, true, null);
        }
        return (total, false, null);
    }

    /// <summary>What a search found of clients, and of identities without those clients: each is counted by an index, both together by none.</summary>
    private static IEnumerable<IQueryable<WalkedRow>> Parts(DashboardDbContext db, CredentialKind kind, CredentialSelection selection)
    {
        // Of statuses without active ones an index finds the few.
        var statuses = selection.Filter.Statuses;
        if (selection.Found is not { IsNarrow: false, Sessions: [] } found || selection.IsOfOrphans || (statuses.Count > 0 && !statuses.Contains(CredentialStatus.Active)))
            return [CredentialArms.Rows(db, kind, selection, Whole)];
        var clients = found.Clients;
        return
        [
            CredentialArms.Rows(db, kind, selection with { Found = null, Clients = [.. clients.Where(id => selection.Clients?.Contains(id) ?? true)] }, Whole),
            CredentialArms.Rows(db, kind, selection with { Found = found with { Clients = [], IsCounted = true } }, Whole).Where(row => !clients.Contains(row.McpClientId)),
        ];
    }

    /// <summary>All rows, rows of some clients, or few rows. Orphaned ones alone have an index of their own.</summary>
    private static bool IsQuick(CredentialSelection selection)
    {
        var filter = selection.Filter;
        return selection.Way is CredentialWay.LookedUp || (selection.Found is null && filter is { CreatedFrom: null, CreatedBefore: null, UsedFrom: null, UsedBefore: null, Modes.Count: 0 });
    }

    /// <summary>Only what is orphaned, and what is neither that nor healthy, is looked for; the rest is active.</summary>
    private static async Task<StatusCounts> ByStatusAsync(DashboardDbContext db, CredentialSelection selection, CancellationToken cancellation)
    {
        var counts = StatusCounts.None;
        var any = selection with { Filter = selection.Filter with { Statuses = [] } };
        foreach (var kind in CredentialArms.Of(any))
        {
            var all = await CredentialArms.Rows(db, kind, any, Whole).CountAsync(cancellation);
            if (CredentialFacts.Of(kind).Unhealthy is not { } unhealthy)
            {
                counts = counts.With(CredentialStatus.Pending, all);
                continue;
            }
            if (any.IsOfOrphans)
            {
                counts = counts.With(CredentialStatus.Orphaned, all);
                continue;
            }
            var (orphaned, lacking) = (await OfAsync(kind, CredentialStatus.Orphaned), await OfAsync(kind, unhealthy));
            counts = counts.With(CredentialStatus.Orphaned, orphaned).With(unhealthy, lacking).With(CredentialStatus.Active, all - orphaned - lacking);
        }
        return counts;

        Task<int> OfAsync(CredentialKind kind, CredentialStatus status) => CredentialArms.Rows(db, kind, any, Whole with { Status = status }).CountAsync(cancellation);
    }
}
