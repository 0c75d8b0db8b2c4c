using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>
/// The four tables of the list of all credentials. Each is asked on its own in an order that one of its indexes has, so that a page costs
/// what a page takes; what they answer is merged in memory.
/// </summary>
internal static class CredentialArms
{
    /// <summary>The kinds that can hold a row the selection lets through, in a segment if one is given.</summary>
    public static IEnumerable<CredentialKind> Of(CredentialSelection selection, WalkSegment? segment = null)
    {
        var filter = selection.Filter;
        foreach (var kind in Enum.GetValues<CredentialKind>())
        {
            var facts = CredentialFacts.Of(kind);
            if ((filter.Kinds.Count > 0 && !filter.Kinds.Contains(kind))
                || (facts.IsFlow && (filter.OrphanedBefore is not null || filter.ChangeId is not null || filter.UsedFrom is not null || filter.UsedBefore is not null || segment is { IsUsed: true }))
                || !facts.Possible.Any(possible => (filter.Statuses.Count == 0 || filter.Statuses.Contains(possible)) && (segment?.Status ?? possible) == possible))
                continue;
            yield return kind;
        }
    }

    /// <summary>The rows of one kind in a segment, in no order. Few rows have a bound: behind it the database sorts them, and does not walk an index of their order.</summary>
    public static IQueryable<WalkedRow> Rows(DashboardDbContext db, CredentialKind kind, CredentialSelection selection, WalkSegment segment) =>
        selection.Way is CredentialWay.FewSorted ? OfKind(db, kind, selection, segment).Take(CredentialListPage.MostCounted + 1) : OfKind(db, kind, selection, segment);

    private static IQueryable<WalkedRow> OfKind(DashboardDbContext db, CredentialKind kind, CredentialSelection selection, WalkSegment segment) =>
        CredentialFacts.Of(kind).On(db, new SelectedRows(kind, selection, segment));

    private sealed class SelectedRows(CredentialKind kind, CredentialSelection selection, WalkSegment segment) : ICredentialUse<IQueryable<WalkedRow>>
    {
        public IQueryable<WalkedRow> Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential => CredentialArms.Stored(
            Credentials(Selected(rows, kind, selection, segment), selection, segment), kind, known.Select(use => new LastUse { Id = use.Id, At = use.LastUsedAt }), selection, segment);

        public IQueryable<WalkedRow> Flows<T>(IQueryable<T> rows) where T : Flow => CredentialArms.Flows(Selected(rows, kind, selection, segment), kind, selection);
    }

    private static IQueryable<T> Selected<T>(IQueryable<T> rows, CredentialKind kind, CredentialSelection selection, WalkSegment segment) where T : IdentityKeyed
    {
        var filter = selection.Filter;
        if (segment.Client is { } one)
            rows = rows.Where(row => row.McpClientId == one);
        else if (selection.Clients is { } clients)
            rows = clients is [var only] ? rows.Where(row => row.McpClientId == only) : rows.Where(row => clients.Contains(row.McpClientId));
        if (selection.IsByIdentity)
            rows = OfIdentities(rows, selection.Keys ?? [], selection.Users ?? [], selection.Sessions ?? []);
        if (filter.Modes.Count > 0)
        {
            var modes = filter.Modes.ToArray();
            rows = modes is [var mode] ? rows.Where(row => row.IdentityKind == mode) : rows.Where(row => modes.Contains(row.IdentityKind));
        }
        if (filter.CreatedFrom is { } from)
            rows = rows.Where(row => row.CreatedAt >= from);
        if (filter.CreatedBefore is { } before)
            rows = rows.Where(row => row.CreatedAt < before);
        return selection.Found is { } found ? Found(rows, kind, found) : rows;
    }

    /// <summary>By the columns that have an index of each kind of identity.</summary>
    private static IQueryable<T> OfIdentities<T>(IQueryable<T> rows, int[] keys, int[] users, int[] sessions) where T : IdentityKeyed => (keys, users, sessions) switch
    {
        ([var key], [], []) => rows.Where(row => row.VirtualKeyId == key),
        ([], [var user], []) => rows.Where(row => row.UserId == user),
        (_, _, []) => rows.Where(row => (row.VirtualKeyId != null && keys.Contains(row.VirtualKeyId.Value)) || (row.UserId != null && users.Contains(row.UserId.Value))),
        _ => rows.Where(row => (row.IdentityKind == IdentityKind.VirtualKey && keys.Contains(row.IdentityId)) || (row.IdentityKind == IdentityKind.User && users.Contains(row.IdentityId))
            || (row.IdentityKind == IdentityKind.Session && sessions.Contains(row.IdentityId))),
    };

    private static IQueryable<T> Found<T>(IQueryable<T> rows, CredentialKind kind, FoundBySearch found) where T : IdentityKeyed
    {
        var (clients, keys, users, sessions, row) = (found.Clients, found.Keys, found.Users, found.Sessions, found.RowKind == kind ? found.RowId : -1);
        return (found.IsNarrow || found.IsCounted, sessions.Length) switch
        {
            (true, 0) => rows.Where(item => item.Id == row || (item.VirtualKeyId != null && keys.Contains(item.VirtualKeyId.Value)) || (item.UserId != null && users.Contains(item.UserId.Value))),
            _ => rows.Where(item => item.Id == row || clients.Contains(item.McpClientId) || (item.IdentityKind == IdentityKind.VirtualKey && keys.Contains(item.IdentityId))
                || (item.IdentityKind == IdentityKind.User && users.Contains(item.IdentityId)) || (item.IdentityKind == IdentityKind.Session && sessions.Contains(item.IdentityId))),
        };
    }

    private static IQueryable<T> Credentials<T>(IQueryable<T> rows, CredentialSelection selection, WalkSegment segment) where T : Credential
    {
        var filter = selection.Filter;
        if (segment.Status is { } status)
            rows = OfStatuses(rows, [status]);
        else if (filter.Statuses.Count > 0)
            rows = OfStatuses(rows, filter.Statuses);
        if (filter.OrphanedBefore is { } purged)
            rows = rows.Where(row => row.OrphanedAt != null && row.OrphanedAt < purged);
        if (filter.ChangeId is { } change)
            rows = rows.Where(row => row.OrphanedAt != null && row.OrphanedByChangeId == change);
        return rows;
    }

    /// <summary>Written so that the indexes of the few are used: of the orphaned, and of what is not healthy.</summary>
    private static IQueryable<T> OfStatuses<T>(IQueryable<T> rows, IReadOnlyList<CredentialStatus> statuses) where T : Credential
    {
        var healths = statuses.Where(status => status is not (CredentialStatus.Orphaned or CredentialStatus.Pending)).Select(status => (CredentialHealth)status).ToArray();
        var orphaned = statuses.Contains(CredentialStatus.Orphaned);
        if (healths.Length == 0)
            return rows.Where(row => row.OrphanedAt != null);
        if (orphaned)
            return rows.Where(row => row.OrphanedAt != null || healths.Contains(row.Health));
        return healths switch
        {
            [CredentialHealth.Healthy] => rows.Where(row => row.OrphanedAt == null && row.Health == CredentialHealth.Healthy),
            _ when !healths.Contains(CredentialHealth.Healthy) => rows.Where(row => row.Health != CredentialHealth.Healthy && row.OrphanedAt == null && healths.Contains(row.Health)),
            _ => rows.Where(row => row.OrphanedAt == null && healths.Contains(row.Health)),
        };
    }

    private static IQueryable<WalkedRow> Stored<T>(IQueryable<T> rows, CredentialKind kind, IQueryable<LastUse> uses, CredentialSelection selection, WalkSegment segment)
        where T : Credential
    {
        var items = RowsInPlay.Credentials(rows);
        if (!AsksUse(selection, segment))
            return Walked(items, kind);
        // Joined, the database begins where it was used; asked row by row, where the row is found by something else.
        var each = selection.Filter.UsedFrom is null && (selection.Way is CredentialWay.FewSorted || (segment.IsUsed == false && selection.Way is not CredentialWay.Walked { NeverUsedAreMany: false }));
        return Used((each
            ? items.Select(item => new { item.Row, item.Status, At = uses.Where(use => use.Id == item.Row.Id).Select(use => use.At).FirstOrDefault() })
            : items.Join(uses, item => item.Row.Id, use => use.Id, (item, use) => new { item.Row, item.Status, use.At })).Select(item => new WalkedRow
            {
                Kind = kind,
                Id = item.Row.Id,
                McpClientId = item.Row.McpClientId,
                IdentityKind = item.Row.IdentityKind,
                IdentityId = item.Row.IdentityId,
                Status = item.Status,
                CreatedAt = item.Row.CreatedAt,
                LastUsedAt = item.At,
            }), selection, segment);
    }

    private static bool AsksUse(CredentialSelection selection, WalkSegment segment) =>
        segment.IsUsed is not null || selection.Filter.UsedFrom is not null || selection.Filter.UsedBefore is not null;

    private static IQueryable<WalkedRow> Used(IQueryable<WalkedRow> rows, CredentialSelection selection, WalkSegment segment)
    {
        if (selection.Filter.UsedFrom is { } since)
            rows = rows.Where(row => row.LastUsedAt >= since);
        if (selection.Filter.UsedBefore is { } before)
            rows = rows.Where(row => row.LastUsedAt == null || row.LastUsedAt < before);
        return segment.IsUsed switch { true => rows.Where(row => row.LastUsedAt != null), false => rows.Where(row => row.LastUsedAt == null), null => rows };
    }

    private static IQueryable<WalkedRow> Flows<T>(IQueryable<T> rows, CredentialKind kind, CredentialSelection selection) where T : Flow
    {
        var now = selection.Now;
        return Walked(RowsInPlay.Flows(rows.Where(row => row.ExpiresAt > now)), kind);
    }

    private static IQueryable<WalkedRow> Walked<T>(IQueryable<InPlay<T>> rows, CredentialKind kind) where T : IdentityKeyed => rows.Select(item => new WalkedRow
    {
        Kind = kind,
        Id = item.Row.Id,
        McpClientId = item.Row.McpClientId,
        IdentityKind = item.Row.IdentityKind,
        IdentityId = item.Row.IdentityId,
        Status = item.Status,
        CreatedAt = item.Row.CreatedAt,
    });

    /// <summary>When a credential was last used, which stands beside its secret.</summary>
    private sealed class LastUse
    {
        public long Id { get; init; }
        public DateTimeOffset? At { get; init; }
    }
}
