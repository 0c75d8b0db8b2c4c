using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Record;

/// <summary>Whether the record is whole: every link is worked out anew from what stands in the tables, and the end is compared with the head that is kept apart.</summary>
/// <param name="contexts">Where the record stands.</param>
/// <param name="chain">Knows the keys.</param>
/// <param name="head">The head that is kept apart.</param>
public sealed class HistoryCheck(IDbContextFactory<DashboardDbContext> contexts, RecordChain chain, RecordHead head)
{
    /// <summary>Reads the whole record, oldest first, at one moment.</summary>
    /// <param name="hash">A hash that was kept elsewhere: an entry must have it; null: none was.</param>
    /// <param name="progress">Told how many entries are checked.</param>
    /// <param name="cancellation">Cancels between entries.</param>
    public async Task<HistoryVerdict> VerifyAsync(string? hash = null, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // What is kept apart is read first: the record may only have grown since.
        var kept = head.Read(db);
        await using var moment = await db.BeginReadAsync(cancellation);
        using var walk = new RecordWalk(db, chain, kept, hash, progress);
        var fault = await walk.FaultAsync(cancellation);
        return new(walk.Checked, walk.Before, fault, walk.Last, walk.Hash) { Found = walk.Found, Segment = walk.Segment };
    }
}
