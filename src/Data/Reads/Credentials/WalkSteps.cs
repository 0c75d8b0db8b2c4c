using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Order and place within a segment, as SQL. The first comparison of each place is one that an index can begin at.</summary>
internal static class WalkSteps
{
    public static IQueryable<WalkedRow> Ordered(IQueryable<WalkedRow> rows, WalkOrder order, bool isDown) => (order, isDown) switch
    {
        (WalkOrder.Created, false) => rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id),
        (WalkOrder.Created, true) => rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id),
        (WalkOrder.LastUsed, false) => rows.OrderBy(row => row.LastUsedAt).ThenBy(row => row.Id),
        (WalkOrder.LastUsed, true) => rows.OrderByDescending(row => row.LastUsedAt).ThenByDescending(row => row.Id),
        (_, false) => rows.OrderBy(row => row.McpClientId).ThenBy(row => row.IdentityKind).ThenBy(row => row.IdentityId).ThenBy(row => row.Id),
        _ => rows.OrderByDescending(row => row.McpClientId).ThenByDescending(row => row.IdentityKind).ThenByDescending(row => row.IdentityId).ThenByDescending(row => row.Id),
    };

    /// <summary>The rows of one kind that stand behind the cursor; before it when the list is walked down.</summary>
    public static IQueryable<WalkedRow> Behind(IQueryable<WalkedRow> rows, WalkOrder order, CredentialCursor from, CredentialKind kind, bool isDown)
    {
        var id = from.IdIn(kind);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(from.At);
        var (client, identityKind, identity) = (from.Client, from.IdentityKind, from.Identity);
        // A kind that stands before the cursor's has none of the rows that are alike in everything else, walked either way.
        return (order, isDown) switch
        {
            (WalkOrder.Created, false) => rows.Where(row => row.CreatedAt >= at && (row.CreatedAt > at || row.Id > id)),
            (WalkOrder.Created, true) => rows.Where(row => row.CreatedAt <= at && (row.CreatedAt < at || row.Id < id)),
            (WalkOrder.LastUsed, false) => rows.Where(row => row.LastUsedAt >= at && (row.LastUsedAt > at || row.Id > id)),
            (WalkOrder.LastUsed, true) => rows.Where(row => row.LastUsedAt <= at && (row.LastUsedAt < at || row.Id < id)),
            (_, false) => rows.Where(row => row.McpClientId >= client && (row.McpClientId > client || row.IdentityKind > identityKind
                || (row.IdentityKind == identityKind && (row.IdentityId > identity || (row.IdentityId == identity && row.Id > id))))),
            _ => rows.Where(row => row.McpClientId <= client && (row.McpClientId < client || row.IdentityKind < identityKind
                || (row.IdentityKind == identityKind && (row.IdentityId < identity || (row.IdentityId == identity && row.Id < id))))),
        };
    }

    /// <summary>By the name of the client.</summary>
    public static IQueryable<WalkedRow> Named(IQueryable<NamedWalk> rows, bool isDown)
    {
        var ordered = isDown
            ? rows.OrderByDescending(item => item.Folded).ThenByDescending(item => item.Row.McpClientId).ThenByDescending(item => item.Row.IdentityKind)
                .ThenByDescending(item => item.Row.IdentityId).ThenByDescending(item => item.Row.Id)
            : rows.OrderBy(item => item.Folded).ThenBy(item => item.Row.McpClientId).ThenBy(item => item.Row.IdentityKind)
                .ThenBy(item => item.Row.IdentityId).ThenBy(item => item.Row.Id);
        return ordered.Select(item => item.Row);
    }
}

/// <summary>A row with the folded name that it is sorted by.</summary>
internal sealed class NamedWalk
{
    public required WalkedRow Row { get; init; }
    public required string Folded { get; init; }
}

/// <summary>The same order in memory, where the four tables meet.</summary>
internal sealed class WalkComparer(WalkOrder order, bool isDown, IReadOnlyDictionary<int, int>? ranks = null) : IComparer<WalkedRow>
{
    public int Compare(WalkedRow? one, WalkedRow? other) => isDown ? Forward(other!, one!) : Forward(one!, other!);

    private int Forward(WalkedRow one, WalkedRow other) => order switch
    {
        WalkOrder.Created => (one.CreatedAt, one.Kind, one.Id).CompareTo((other.CreatedAt, other.Kind, other.Id)),
        WalkOrder.LastUsed => (one.LastUsedAt ?? default, one.Kind, one.Id).CompareTo((other.LastUsedAt ?? default, other.Kind, other.Id)),
        _ => (Rank(one), one.IdentityKind, one.IdentityId, one.Kind, one.Id).CompareTo((Rank(other), other.IdentityKind, other.IdentityId, other.Kind, other.Id)),
    };

    private int Rank(WalkedRow row) => ranks is null ? row.McpClientId : ranks[row.McpClientId];
}
