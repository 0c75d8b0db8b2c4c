using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>
/// Walks the list of all credentials from a cursor, either way, until a page is full: segment after segment, in each the four tables
/// beside each other.
/// </summary>
/// <param name="db">Where it reads.</param>
/// <param name="selection">What is shown.</param>
/// <param name="clients">Every MCP client in the order of names: the segments of that order.</param>
/// <param name="cancellation">Ends it between statements.</param>
internal sealed class CredentialWalk(DashboardDbContext db, CredentialSelection selection, int[] clients, CancellationToken cancellation)
{
    /// <summary>So many clients are looked through one by one; then all that are left at once: few of their rows are let through.</summary>
    private const int OneByOne = 3;

    private readonly Dictionary<int, int> ranks = clients.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at);
    private readonly CredentialSort sort = selection.Filter.Sort;
    private readonly bool isSorted = selection.Way is not CredentialWay.Walked;

    /// <summary>The page behind the cursor, or before it, and its neighbours.</summary>
    public async Task<(IReadOnlyList<WalkedRow> Rows, CredentialCursor? Previous, CredentialCursor? Next)> PageAsync(CredentialCursor? from, int limit)
    {
        var isBack = from is { IsBack: true };
        var rows = await TakeAsync(from, limit + 1, selection.Filter.Descending != isBack);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        if (isBack)
            rows.Reverse();
        if (rows.Count == 0)
            return (rows, null, null);
        return (rows, (isBack ? more : from is not null) ? Cursor(rows[0], true) : null, (isBack || more) ? Cursor(rows[^1], false) : null);
    }

    private async Task<List<WalkedRow>> TakeAsync(CredentialCursor? from, int limit, bool isDown)
    {
        var rows = new List<WalkedRow>();
        var segments = Segments().ToList();
        if (isDown)
            segments.Reverse();
        if (from is not null && segments.FindIndex(segment => segment.Id == from.Segment) is >= 0 and var at)
            segments.RemoveRange(0, at);
        else
            from = null;
        for (var step = 0; step < segments.Count && rows.Count < limit; step++)
        {
            if (sort == CredentialSort.Client && step >= (isSorted ? from is null ? 0 : 1 : OneByOne) && segments.Count - step > 1)
            {
                rows.AddRange(await RestAsync([.. segments[step..].Select(segment => segment.Id)], limit - rows.Count, isDown));
                break;
            }
            var left = limit - rows.Count;
            var met = new List<WalkedRow>();
            foreach (var kind in CredentialArms.Of(selection, segments[step]))
            {
                var asked = CredentialArms.Rows(db, kind, selection, segments[step]);
                met.AddRange(await WalkSteps.Ordered(step == 0 && from is not null ? WalkSteps.Behind(asked, segments[step].Order, from, kind, isDown) : asked, segments[step].Order, isDown)
                    .Take(left).ToArrayAsync(cancellation));
            }
            met.Sort(new WalkComparer(segments[step].Order, isDown));
            rows.AddRange(met.Take(left));
        }
        return rows;
    }

    /// <summary>The rows of all these clients, sorted by the clients' names.</summary>
    private async Task<IEnumerable<WalkedRow>> RestAsync(int[] within, int limit, bool isDown)
    {
        // What is sorted is found by something else than its client: asked for the clients too, the database would look for each pair of both.
        var rest = isSorted ? selection : selection with { Clients = within };
        int[] passed = isSorted ? [.. clients.Except(within)] : [];
        var met = new List<WalkedRow>();
        foreach (var kind in CredentialArms.Of(rest))
        {
            var rows = CredentialArms.Rows(db, kind, rest, new WalkSegment(0, WalkOrder.Stored));
            if (passed.Length > 0)
                rows = rows.Where(row => !passed.Contains(row.McpClientId));
            var named = from row in rows
                        join client in db.McpClients on row.McpClientId equals client.Id
                        select new NamedWalk { Row = row, Folded = Folding.Fold(client.Name) };
            met.AddRange(await WalkSteps.Named(named, isDown).Take(limit).ToArrayAsync(cancellation));
        }
        met.Sort(new WalkComparer(WalkOrder.Stored, isDown, ranks));
        return met.Take(limit);
    }

    private IEnumerable<WalkSegment> Segments() => sort switch
    {
        CredentialSort.Client => clients.Where(id => selection.Clients is null || selection.Clients.Contains(id))
            .Select(id => new WalkSegment(id, WalkOrder.Stored, Client: id)),
        CredentialSort.Status => Enum.GetValues<CredentialStatus>().Select(status => new WalkSegment((int)status, WalkOrder.Stored, Status: status))
            .Where(segment => CredentialArms.Of(selection, segment).Any()),
        CredentialSort.LastUsed => [new(1, WalkOrder.Stored, IsUsed: false), new(2, WalkOrder.LastUsed, IsUsed: true)],
        _ => [new(1, WalkOrder.Created)],
    };

    private CredentialCursor Cursor(WalkedRow row, bool isBack) => new(
        isBack, sort,
        sort switch { CredentialSort.Client => row.McpClientId, CredentialSort.Status => (int)row.Status, CredentialSort.LastUsed => row.LastUsedAt is null ? 1 : 2, _ => 1 },
        sort switch { CredentialSort.Created => row.CreatedAt.ToUnixTimeMilliseconds(), CredentialSort.LastUsed => row.LastUsedAt?.ToUnixTimeMilliseconds() ?? 0, _ => 0 },
        row.McpClientId, row.IdentityKind, row.IdentityId, row.Kind, row.Id);
}
