using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>
/// Whether a commit landed whose answer got lost: asked by the fingerprint of its plan. A commit that this process still writes has not failed yet.
/// </summary>
public sealed class LandedCommits(IDbContextFactory<DashboardDbContext> contexts)
{
    private readonly ConcurrentDictionary<string, int> writing = [];

    /// <summary>Says that the commit of a plan is being written, until what is returned is disposed of.</summary>
    public IDisposable Write(string fingerprint)
    {
        writing.AddOrUpdate(fingerprint, 1, (_, count) => count + 1);
        return new Writing(this, fingerprint);
    }

    /// <summary>What came of the commit of a plan.</summary>
    /// <param name="fingerprint">The plan's.</param>
    /// <param name="since">When it was sent: the same plan may have been committed long before.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<LandedCommit> FindAsync(string fingerprint, DateTimeOffset since, CancellationToken cancellation = default)
    {
        // Stored times are whole milliseconds.
        var from = since.AddMilliseconds(-1);
        // Looked at before the table: a commit that ends between the two is found there.
        var isWriting = writing.ContainsKey(fingerprint);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await db.Changes.Where(change => change.Fingerprint == fingerprint && change.CommittedAt >= from)
            .OrderByDescending(change => change.Id).Select(change => new { change.Id, change.CommittedAt }).FirstOrDefaultAsync(cancellation);
        return found is not null ? new LandedCommit.Landed(found.Id, found.CommittedAt) : isWriting ? new LandedCommit.StillWriting() : new LandedCommit.DidNotLand();
    }

    private sealed class Writing(LandedCommits commits, string fingerprint) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0 && commits.writing.AddOrUpdate(fingerprint, 0, (_, count) => count - 1) <= 0)
                commits.writing.TryRemove(KeyValuePair.Create(fingerprint, 0));
        }
    }
}

/// <summary>What came of a commit whose answer got lost.</summary>
public abstract record LandedCommit
{
    private LandedCommit()
    {
    }

    /// <summary>It was written, as this change.</summary>
    public sealed record Landed(long ChangeId, DateTimeOffset At) : LandedCommit;

    /// <summary>It was not written and is not being written.</summary>
    public sealed record DidNotLand : LandedCommit;

    /// <summary>It is being written: nobody knows yet.</summary>
    public sealed record StillWriting : LandedCommit;
}
