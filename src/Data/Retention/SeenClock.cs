using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Retention;

/// <summary>What retention counts with.</summary>
/// <param name="At">The moment it counts from: never later than the clock of the machine.</param>
/// <param name="Ahead">How far the clock of the machine is ahead of it.</param>
public sealed record SeenMoment(DateTimeOffset At, TimeSpan Ahead)
{
    /// <summary>More than the steps in which the clock is looked at.</summary>
    private static readonly TimeSpan Much = TimeSpan.FromHours(3);

    /// <summary>The clock says that more time has passed than was seen: it jumped, or no server ran.</summary>
    public bool IsBehind => Ahead > Much;
}

/// <summary>Which orphans may go.</summary>
/// <param name="Before">Those that were orphaned before.</param>
/// <param name="Announced">Those of before this are shown from now on, and may go a day later; null: nothing new is.</param>
public sealed record RetentionStep(DateTimeOffset Before, DateTimeOffset? Announced);

/// <summary>
/// The time that retention counts with. It follows the clock of the machine at most twice as fast as time is seen to pass by a running server, forward
/// or back: a clock that jumps ahead deletes nothing, and one that was wrong for long is followed back. What is deleted for good was shown for a day.
/// </summary>
public sealed class SeenClock(IDbContextFactory<DashboardDbContext> contexts, Writes writes, TimeProvider clock) : IDisposable
{
    private const int Faster = 2;
    private static readonly TimeSpan Notice = TimeSpan.FromDays(1);
    private readonly SemaphoreSlim turn = new(1);
    private Reading? last;

    public void Dispose() => turn.Dispose();

    public async Task<SeenMoment> NowAsync(CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var now = await LookAsync(cancellation);
            return new(Earlier(now.Moment, now.Clock), now.Clock - Earlier(now.Moment, now.Clock));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Notes how far time has come; once an hour or so.</summary>
    /// <param name="orphanDays">For so many days an orphan is kept.</param>
    /// <param name="cancellation">Cancels before it is noted.</param>
    public async Task<RetentionStep> StepAsync(int orphanDays, CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var now = await LookAsync(cancellation);
            var noted = await writes.RunAsync(Actor.Program, Role.Admin, async step =>
            {
                step.OffRecord("How far time has come is nobody's doing; what goes by it is on record.");
                step.LeavesPolicy();
                return Written.Kept(await NoteAsync(step, now, orphanDays, cancellation));
            }, cancellation);
            // What could not be noted lets nothing go.
            return noted is WriteResult<RetentionStep>.Done done ? done.Value : new(DateTimeOffset.UnixEpoch, null);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Orphans of before this moment may go; nothing is noted.</summary>
    public async Task<DateTimeOffset> BeforeAsync(int orphanDays, CancellationToken cancellation = default)
    {
        var now = await NowAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await RowAsync(db, cancellation) is { } row ? Earlier(now.At.AddDays(-orphanDays), row.Shown) : DateTimeOffset.UnixEpoch;
    }

    private static async Task<RetentionStep> NoteAsync(WriteStep step, Reading now, int orphanDays, CancellationToken cancellation)
    {
        var row = await RowAsync(step.Db, cancellation);
        // Two days ahead: each lot is shown for a day, and does for the day after.
        var (end, soon) = (Earlier(now.Moment, now.Clock).AddDays(-orphanDays), Earlier(now.Moment, now.Clock) + (2 * Notice) - TimeSpan.FromDays(orphanDays));
        var isNew = row is null;
        if (row is null)
            step.Db.Add(row = new SeenTime { Shown = DateTimeOffset.UnixEpoch, Showing = soon, ShowingSince = now.Ran });
        (row.Moment, row.Ran) = (now.Moment, Math.Max(row.Ran, now.Ran));
        if (row.Ran - row.ShowingSince >= Notice.TotalMilliseconds)
            (isNew, row.Shown, row.Showing, row.ShowingSince) = (true, row.Showing, soon, row.Ran);
        // Orphans are kept for longer from now on, or the clock went back: what was shown is not so any more.
        (row.Shown, row.Showing) = (Earlier(row.Shown, soon), Earlier(row.Showing, soon));
        await step.Db.SaveChangesAsync(cancellation);
        return new(Earlier(end, row.Shown), isNew ? row.Showing : null);
    }

    private async Task<Reading> LookAsync(CancellationToken cancellation)
    {
        var before = last ?? await FirstAsync(cancellation);
        var (now, at) = (clock.GetUtcNow(), clock.GetTimestamp());
        var passed = clock.GetElapsedTime(before.At, at);
        var (least, most) = (before.Moment - (Faster * passed), before.Moment + (Faster * passed));
        return last = new(now < least ? least : now > most ? most : now, now, before.Ran + (long)passed.TotalMilliseconds, at);
    }

    /// <summary>Where the servers before stopped; a database that has not noted it begins now, and shows for a day what is due.</summary>
    private async Task<Reading> FirstAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (now, at) = (clock.GetUtcNow(), clock.GetTimestamp());
        return await RowAsync(db, cancellation) is { } row ? new(row.Moment, now, row.Ran, at) : new(now, now, 0, at);
    }

    private static Task<SeenTime?> RowAsync(DashboardDbContext db, CancellationToken cancellation) => db.Set<SeenTime>().SingleOrDefaultAsync(cancellation);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed record Reading(DateTimeOffset Moment, DateTimeOffset Clock, long Ran, long At);
}
