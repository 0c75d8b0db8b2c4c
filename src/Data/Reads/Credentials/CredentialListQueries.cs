using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>OAuth tokens, header credentials and pending flows of everybody, in one list.</summary>
public sealed class CredentialListQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>The most rows of one page.</summary>
    public const int MostRows = 500;

    /// <summary>The most rows that are passed over.</summary>
    public const int MostSkipped = 5_000;

    /// <summary>So few rows are read at once and sorted.</summary>
    internal int Few { get; init; } = CredentialListPage.MostCounted;

    /// <summary>So many credentials that were never used are met soon on any way.</summary>
    internal int Many { get; init; } = 20_000;

    /// <summary>Whether a text is a cursor of this order.</summary>
    public static bool IsCursor(string text, CredentialSort sort) => CredentialCursor.Parse(text, sort) is not null;

    /// <param name="filter">What is shown, in which order.</param>
    /// <param name="cursor">Where the page begins or ends, from a page before; null, or one of another order: at the start.</param>
    /// <param name="limit">1 to <see cref="MostRows"/>.</param>
    /// <param name="skip">Rows to pass over, at most <see cref="MostSkipped"/>. They are read: far behind, a cursor is quicker.</param>
    /// <param name="cancellation">Ends it between statements.</param>
    public async Task<CredentialListPage> ListAsync(
        CredentialListFilter filter, string? cursor = null, int limit = 50, int skip = 0, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var selection = await CredentialSelection.OfAsync(db, filter, clock.GetUtcNow(), Many, cancellation);
        if (selection.IsNothing)
            return CredentialListPage.Empty;
        // Counting reads other pages of the file than the walk does: on a connection of its own it costs the answer nothing. What may turn out
        // to be few is counted first, because few rows are read in another way.
        var counting = Task.Run(() => CountAsync(selection, cancellation), cancellation);
        if (selection.MayBeFew && await counting is { IsAtLeast: false, Total: var total } && total <= Few)
            selection = selection with { Way = new CredentialWay.FewSorted() };
        var walk = new CredentialWalk(db, selection, await ClientsAsync(db, selection, cancellation), cancellation);
        var (rows, previous, next) = await walk.PageAsync(CredentialCursor.Parse(cursor, filter.Sort), Math.Clamp(skip, 0, MostSkipped) + Math.Clamp(limit, 1, MostRows));
        var (all, isAtLeast, counts) = await counting;
        return new(await CredentialNames.OfAsync(db, [.. rows.Skip(skip)], cancellation), all, isAtLeast, counts, previous?.ToString(), next?.ToString());
    }

    /// <summary>Everything the filter lets through, page after page: as much memory as one page takes.</summary>
    public async IAsyncEnumerable<CredentialItem> AllAsync(CredentialListFilter filter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        var selection = await CredentialSelection.OfAsync(db, filter, clock.GetUtcNow(), Many, cancellation);
        if (selection.IsNothing)
            yield break;
        var walk = new CredentialWalk(db, selection, await ClientsAsync(db, selection, cancellation), cancellation);
        CredentialCursor? at = null;
        do
        {
            var (rows, _, next) = await walk.PageAsync(at, MostRows);
            foreach (var item in await CredentialNames.OfAsync(db, rows, cancellation))
                yield return item;
            at = next;
        }
        while (at is not null);
    }

    /// <summary>One row, of whatever status; null: there is none of that public id, or it is a flow that is over.</summary>
    public async Task<CredentialItem?> FindAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await CredentialNames.FindAsync(db, id, cancellation);
    }

    private async Task<(int Total, bool IsAtLeast, StatusCounts? Counts)> CountAsync(CredentialSelection selection, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        return await CredentialCounts.OfAsync(db, selection, cancellation);
    }

    /// <summary>MCP clients in the order of names; of those that have orphaned rows only, which are told by an index, when no other row is asked for.</summary>
    private static async Task<int[]> ClientsAsync(DashboardDbContext db, CredentialSelection selection, CancellationToken cancellation)
    {
        var ids = await db.McpClients.OrderBy(client => Folding.Fold(client.Name)).ThenBy(client => client.Id).Select(client => client.Id).ToArrayAsync(cancellation);
        if (!selection.IsOfOrphans || selection.Way is not CredentialWay.Walked || selection.Filter.Sort != CredentialSort.Client)
            return ids;
        var before = selection.Filter.OrphanedBefore ?? DateTimeOffset.MaxValue;
        var with = await db.OAuthTokens.Where(row => row.OrphanedAt != null && row.OrphanedAt < before).Select(row => row.McpClientId).Distinct()
            .Union(db.HeaderCredentials.Where(row => row.OrphanedAt != null && row.OrphanedAt < before).Select(row => row.McpClientId).Distinct()).ToArrayAsync(cancellation);
        return [.. ids.Where(with.ToHashSet().Contains)];
    }
}
