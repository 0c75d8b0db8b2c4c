using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>A write that moves no credential (a name, an expiry, a new key) and an edit that may, asked for at once.</summary>
/// <param name="Table">The table that the write is to; a preview writes to a copy of it; null: it only looks.</param>
/// <param name="Write">Writes in the transaction it is given; null: only the edit is asked for.</param>
/// <param name="Edit">The edit, given the public id of what was written (empty without a write); null: none is asked for.</param>
/// <param name="Makes">The write makes the object that the edit is about.</param>
public sealed record JointEdit(
    string? Table, Func<WriteStep, CancellationToken, Task<EditOutcome>>? Write, Func<string, Edit?> Edit, bool Makes = false)
{
    /// <summary>An edit alone.</summary>
    public static JointEdit Of(Edit edit) => new(null, null, _ => edit);
}

/// <summary>What came of planning a <see cref="JointEdit"/>.</summary>
/// <param name="Refused">The write is refused; null: it is not.</param>
/// <param name="Plan">Of the edit; null: none was asked for, or the write is refused.</param>
/// <param name="Warnings">What the write would take along that nobody asked for in so many words.</param>
public sealed record JointPlan(EditOutcome? Refused, PlanOutcome? Plan, IReadOnlyList<string>? Warnings = null);

/// <summary>What came of committing a <see cref="JointEdit"/>.</summary>
public abstract record JointOutcome
{
    private JointOutcome() { }

    /// <summary>Both are written. Done: what the write says, e.g. a secret; commit: null when no edit was asked for.</summary>
    public sealed record Written(EditOutcome.Done Done, CommitOutcome? Commit) : JointOutcome;

    /// <summary>The write is refused; nothing is written.</summary>
    public sealed record Refused(EditOutcome Why) : JointOutcome;

    /// <summary>The edit did not end in a commit; nothing is written.</summary>
    public sealed record NotCommitted(CommitOutcome Why) : JointOutcome;
}

/// <summary>Plans and commits joint edits: the write and the edit stand in one transaction, so no half of them exists.</summary>
public sealed class JointEdits(Reconciler reconciler, PlanConnections connections, Writes writes, TimeProvider clock, ILogger<JointEdits> log)
{
    private const string BeforeEdit = "before_edit";

    /// <summary>What the edit would do once the write is made. The write goes to a copy of its table that nobody else sees: nobody is held up, and nothing is written.</summary>
    public async Task<JointPlan> PlanAsync(JointEdit joint, CancellationToken cancellation = default)
    {
        if (joint.Write is null)
            return new(null, joint.Edit("") is { } alone ? await reconciler.PlanAsync(alone, cancellation) : null);
        var began = clock.GetTimestamp();
        await using var context = await connections.OpenAsync(cancellation);
        var (engine, now) = (Engine.Of(context.Db), clock.GetUtcNow());
        await engine.BeginReadAsync(context.Db, cancellation);
        if (joint.Table is { } table)
            await engine.ShadowAsync(context.Db, table, cancellation);
        var written = await joint.Write(new WriteStep(context.Db, Actor.Program, Role.Admin, now), cancellation);
        if (written is not EditOutcome.Done done)
            return new(written, null);
        context.Db.ChangeTracker.Clear();
        if (joint.Edit(done.Id) is not { } edit)
            return new(null, null, done.Warnings);
        var outcome = await Reconciler.PlanAsync(context, edit, now, joint.Makes, cancellation);
        ReconcilerMeter.Planned(edit, outcome, clock.GetElapsedTime(began));
        return new(null, outcome, done.Warnings);
    }

    /// <summary>Makes both true, or neither. An edit that changes nothing, or was committed before, takes nothing from the write.</summary>
    public async Task<JointOutcome> CommitAsync(JointEdit joint, CommitRequest request, CancellationToken cancellation = default)
    {
        using var measured = new MeasuredCommit(clock) { Edit = joint.Write is null ? joint.Edit("") : null };
        await using var context = await connections.OpenAsync(cancellation);
        var result = await writes.RunAsync(context.Db, request.Actor, Role.Operator, step => WriteAsync(context, step, joint, request, measured, cancellation), cancellation);
        return result switch
        {
            WriteResult<JointOutcome>.Done done => done.Value,
            WriteResult<JointOutcome>.Busy busy => new JointOutcome.NotCommitted(measured.Outcome = new CommitOutcome.Busy(busy.Waited)),
            _ => Refused(result, measured),
        };
    }

    private static JointOutcome.Refused Refused(WriteResult<JointOutcome> result, MeasuredCommit measured)
    {
        measured.Outcome = result switch
        {
            WriteResult<JointOutcome>.NotAllowed not => new CommitOutcome.NotAllowed(not.Needs),
            WriteResult<JointOutcome>.Storage storage => new CommitOutcome.Storage(storage.Fault),
            _ => null,
        };
        return new(result.AsEdit());
    }

    private async Task<Written<JointOutcome>> WriteAsync(
        PlanContext context, WriteStep step, JointEdit joint, CommitRequest request, MeasuredCommit measured, CancellationToken cancellation)
    {
        var transaction = step.Db.Database.CurrentTransaction!;
        var written = joint.Write is null ? new EditOutcome.Done("") : await joint.Write(step, cancellation);
        step.Db.ChangeTracker.Clear();
        if (written is not EditOutcome.Done done)
            return Written.Dropped(await Commit.AlreadyAsync(step.Db, request, cancellation) is { } before
                ? new JointOutcome.NotCommitted(measured.Outcome = before) : (JointOutcome)new JointOutcome.Refused(written));
        var edit = measured.Edit = joint.Edit(done.Id);
        await transaction.CreateSavepointAsync(BeforeEdit, cancellation);
        var outcome = edit is null ? null : await new Commit(context, step, edit, request, joint.Makes).RunAsync(cancellation);
        if (outcome is CommitOutcome.Broken broken)
            log.LogError("A commit did not agree with its plan and was rolled back: {Reference}, edit {Kind}", broken.Reference, edit!.Kind);
        if (outcome is not (null or CommitOutcome.Committed or CommitOutcome.Nothing or CommitOutcome.AlreadyCommitted))
            return Written.Dropped<JointOutcome>(new JointOutcome.NotCommitted(measured.Outcome = outcome));
        if (outcome is CommitOutcome.Nothing or CommitOutcome.AlreadyCommitted)
            await transaction.RollbackToSavepointAsync(BeforeEdit, cancellation);
        measured.Outcome = outcome;
        return new(new JointOutcome.Written(done, outcome), joint.Write is not null || outcome is CommitOutcome.Committed);
    }
}
