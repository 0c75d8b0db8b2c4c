using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Data.Engines;

/// <summary>
/// The one way to write: the lock, the wait for it, the role asked inside the transaction, the record, the version of policy, and what a database
/// refuses as outcomes. Writers of this process wait in line without holding a thread; those of others by the lock of the database.
/// Safe to use from several threads. A step does not begin another write.
/// </summary>
public sealed class Writes(IDbContextFactory<DashboardDbContext> contexts, WriteRules rules, TimeProvider clock, ILogger<Writes> log) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Writes to another database by the same rules, or at another time.</summary>
    public Writes To(IDbContextFactory<DashboardDbContext> others, TimeProvider? at = null) => new(others, rules, at ?? clock, log);

    /// <summary>Runs a step in a context of its own that holds the write lock.</summary>
    /// <param name="actor">Who writes.</param>
    /// <param name="needs">The least role that may; a step that learns it later asks <see cref="WriteStep.Role"/>.</param>
    /// <param name="step">Reads, decides, writes.</param>
    /// <param name="cancellation">Until the end nothing is written for good.</param>
    public async Task<WriteResult<T>> RunAsync<T>(Actor actor, Role needs, Func<WriteStep, Task<Written<T>>> step, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await RunAsync(db, actor, needs, step, cancellation);
    }

    /// <summary>The same in a context of the caller's.</summary>
    public async Task<WriteResult<T>> RunAsync<T>(
        DashboardDbContext db, Actor actor, Role needs, Func<WriteStep, Task<Written<T>>> step, CancellationToken cancellation = default)
    {
        var engine = Engine.Of(db);
        var began = TimeProvider.System.GetTimestamp();
        if (!await turn.WaitAsync(Engine.LongestWait, cancellation))
            return new WriteResult<T>.Busy(Engine.LongestWait);
        try
        {
            await using var transaction = await engine.BeginWriteAsync(db, Engine.LongestWait - TimeProvider.System.GetElapsedTime(began), cancellation);
            var now = clock.GetUtcNow();
            if (await rules.RoleOf(db, actor, now, cancellation) is not { } role || role < needs)
                return new WriteResult<T>.NotAllowed(needs);
            var asked = new WriteStep(db, actor, role, now);
            var written = await step(asked);
            if (!written.IsKept)
                return new WriteResult<T>.Done(written.Value);
            if (!asked.IsAnswered)
                throw new InvalidOperationException("A write was to be kept without a word on record. It was rolled back.");
            if (asked.Entries.Count > 0)
                await rules.Record(db, asked.Actor, now, asked.Entries, cancellation);
            if (asked.TouchesPolicy)
                await PolicyVersion.RaiseAsync(db, cancellation);
            await transaction.CommitAsync(cancellation);
            return new WriteResult<T>.Done(written.Value);
        }
        catch (Exception error) when (engine.RefusalOf(error) is { } refusal && refusal is not DatabaseRefusal.Rule)
        {
            if (refusal is DatabaseRefusal.Storage storage)
                log.LogError("The database refuses to write: {Fault}: {Message}", storage.Fault, error.Message);
            else if (refusal is DatabaseRefusal.Busy)
                log.LogWarning("Another write held the database for as long as we wait. {Actor} wrote nothing.", actor.Name);
            return refusal switch
            {
                DatabaseRefusal.Taken taken => new WriteResult<T>.Taken(taken.Table, taken.Columns),
                DatabaseRefusal.Storage(var what) => new WriteResult<T>.Storage(what),
                _ => new WriteResult<T>.Busy(TimeProvider.System.GetElapsedTime(began)),
            };
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>An edit without consequences for credentials: kept when it is done, else taken back.</summary>
    public async Task<EditOutcome> EditAsync(Actor actor, Role needs, Func<WriteStep, Task<EditOutcome>> step, CancellationToken cancellation = default) =>
        Outcome(await RunAsync(actor, needs, async asked => Ended(await step(asked)), cancellation));

    /// <summary>The same in a context of the caller's.</summary>
    public async Task<EditOutcome> EditAsync(DashboardDbContext db, Actor actor, Role needs, Func<WriteStep, Task<EditOutcome>> step, CancellationToken cancellation = default) =>
        Outcome(await RunAsync(db, actor, needs, async asked => Ended(await step(asked)), cancellation));

    public void Dispose() => turn.Dispose();

    private static Written<EditOutcome> Ended(EditOutcome outcome) => new(outcome, outcome is EditOutcome.Done);

    private static EditOutcome Outcome(WriteResult<EditOutcome> result) => result is WriteResult<EditOutcome>.Done done ? done.Value : result.AsEdit();
}
