using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.History;

/// <summary>Whether the record of changes is whole: every hash is worked out anew from what stands in the tables.</summary>
public sealed class HistoryCheck(IDbContextFactory<DashboardDbContext> contexts)
{
    private const int AtOnce = 500;

    /// <summary>Reads the whole record, oldest first, at one moment.</summary>
    /// <param name="progress">Told how many changes are checked, every <see cref="AtOnce"/>.</param>
    /// <param name="cancellation">Cancels between changes.</param>
    public async Task<HistoryVerdict> VerifyAsync(IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var moment = await db.BeginReadAsync(cancellation);
        var (checkedSoFar, unchained, last, before) = (0, 0, 0L, (string?)null);
        while (true)
        {
            var page = await db.Changes.Where(change => change.Id > last).OrderBy(change => change.Id).Take(AtOnce)
                .Select(change => new { change.Id, change.Hash }).ToArrayAsync(cancellation);
            if (page.Length == 0)
                return new(checkedSoFar, unchained, null, before);
            foreach (var change in page)
            {
                if (change.Hash is null && before is null)
                    unchained++;
                else if (change.Hash is null || change.Hash != await RecordChain.HashAsync(db, change.Id, before, null, cancellation))
                    return new(checkedSoFar, unchained, change.Id, before);
                else
                    checkedSoFar++;
                (last, before) = (change.Id, change.Hash);
            }
            progress?.Report(checkedSoFar);
        }
    }
}

/// <summary>What a check of the record found.</summary>
/// <param name="Checked">Changes whose hash is what their record says.</param>
/// <param name="Unchained">Changes committed before the chain began; nothing vouches for them.</param>
/// <param name="BrokenAt">The first change that does not fit: it was altered, or one before it was added or removed. Null: the chain is whole.</param>
/// <param name="LastHash">The hash of the last change that fits: kept elsewhere, it tells later that none was cut off the end.</param>
public sealed record HistoryVerdict(int Checked, int Unchained, long? BrokenAt, string? LastHash)
{
    public bool IsWhole => BrokenAt is null;
}
