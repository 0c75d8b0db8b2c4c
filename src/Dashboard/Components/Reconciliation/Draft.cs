using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>
/// An edit in progress and what became of it: editing, planning, planned, committing, then committed or stale.
/// Lives on the thread of its circuit; a newer edit cancels the planning of an older one.
/// </summary>
public sealed class Draft(string title, Reconciler reconciler, TimeProvider clock, Func<Plan, Task<string?>> committer, ILogger log) : IDisposable
{
    /// <summary>How long an admin pauses before the impact is worked out.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private CancellationTokenSource planning = new();

    /// <summary>What is edited, in words: "Allowlist of key ci-bot".</summary>
    public string Title { get; } = title;

    public Edit? Edit { get; private set; }

    /// <summary>The last plan made; of an older edit while <see cref="Step"/> is editing or planning.</summary>
    public Plan? Plan { get; private set; }

    public DraftStep Step { get; private set; }

    /// <summary>Why the edit cannot be planned.</summary>
    public IReadOnlyList<EditError> Errors { get; private set; } = [];

    /// <summary>What came of the last commit.</summary>
    public CommitOutcome? Outcome { get; private set; }

    /// <summary>Reference of an unexpected failure, for the log.</summary>
    public string? Failure { get; private set; }

    /// <summary>Kept when the plan turns stale.</summary>
    public string? Reason { get; set; }

    /// <summary>There is an edit that is not committed.</summary>
    public bool IsOpen => Edit is not null && Step != DraftStep.Committed;

    /// <summary>The plan is the one of the edit as it is now.</summary>
    public bool IsPlanned => Step is DraftStep.Planned or DraftStep.Committing or DraftStep.Stale;

    /// <summary>Raised after every step, on the circuit's thread.</summary>
    public event Func<Task>? Changed;

    /// <summary>Takes a new state of the edit (null: as it was) and plans it once the admin pauses.</summary>
    public async Task ProposeAsync(Edit? edit)
    {
        var cancellation = Restart();
        Edit = edit;
        Outcome = null;
        if (edit is null)
        {
            (Plan, Reason) = (null, null);
            await MoveAsync(DraftStep.Idle);
            return;
        }
        await MoveAsync(DraftStep.Editing);
        try
        {
            await Task.Delay(Pause, clock, cancellation);
            await PlanAsync(edit, cancellation);
        }
        catch (OperationCanceledException)
        {
            // A newer edit took over.
        }
    }

    /// <summary>Plans at once, whatever was planned before: a review starts from the world as it is.</summary>
    public async Task PlanNowAsync(Edit? edit = null)
    {
        var cancellation = Restart();
        Edit = edit ?? Edit;
        Outcome = null;
        try
        {
            if (Edit is not null)
                await PlanAsync(Edit, cancellation);
        }
        catch (OperationCanceledException)
        {
            // A newer edit took over.
        }
    }

    /// <summary>Commits exactly the reviewed plan, once.</summary>
    public async Task CommitAsync()
    {
        if (Step != DraftStep.Planned || Edit is null || Plan is null)
            return;
        await MoveAsync(DraftStep.Committing);
        try
        {
            if (await committer(Plan) is not { } actor)
            {
                Errors = [new("role", "role", "Your role does not allow this commit. Nothing was written. Somebody with the role of operator or admin can review and commit it.")];
                await MoveAsync(DraftStep.Rejected);
                return;
            }
            var origin = Edit switch { Edit.Undo => ChangeOrigin.Undo, Edit.Bulk => ChangeOrigin.Bulk, _ => ChangeOrigin.Page };
            var reason = string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim();
            var request = new CommitRequest(actor, origin, reason) { Fingerprint = Plan.Fingerprint, Reviewed = Plan };
            var edit = Edit;
            Outcome = await Task.Run(() => reconciler.CommitAsync(edit, request));
            Errors = Outcome is CommitOutcome.Rejected rejected ? rejected.Errors : [];
            await MoveAsync(StepAfter(Outcome));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await FailAsync(exception);
        }
    }

    /// <summary>After a stale commit: what is true now becomes what is reviewed.</summary>
    public async Task UseFreshPlanAsync()
    {
        if (Outcome is not CommitOutcome.Stale stale)
            return;
        (Plan, Outcome) = (stale.Fresh, null);
        await MoveAsync(DraftStep.Planned);
    }

    /// <summary>Forgets the edit.</summary>
    public Task DiscardAsync() => ProposeAsync(null);

    public void Dispose() => planning.Dispose();

    private static DraftStep StepAfter(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Committed or CommitOutcome.AlreadyCommitted => DraftStep.Committed,
        CommitOutcome.Stale => DraftStep.Stale,
        CommitOutcome.Rejected => DraftStep.Rejected,
        _ => DraftStep.Planned,
    };

    private async Task PlanAsync(Edit edit, CancellationToken cancellation)
    {
        await MoveAsync(DraftStep.Planning);
        try
        {
            var outcome = await Task.Run(() => reconciler.PlanAsync(edit, cancellation), cancellation);
            cancellation.ThrowIfCancellationRequested();
            Plan = outcome is PlanOutcome.Planned planned ? planned.Plan : null;
            Errors = outcome is PlanOutcome.Rejected rejected ? rejected.Errors : [];
            await MoveAsync(Plan is null ? DraftStep.Rejected : DraftStep.Planned);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            await FailAsync(exception);
        }
    }

    private async Task FailAsync(Exception exception)
    {
        Failure = Data.Ids.New("err")[..16];
        log.LogError(exception, "An edit could not be planned or committed: {Reference}", Failure);
        await MoveAsync(DraftStep.Failed);
    }

    private CancellationToken Restart()
    {
        planning.Cancel();
        planning.Dispose();
        planning = new CancellationTokenSource();
        return planning.Token;
    }

    private async Task MoveAsync(DraftStep step)
    {
        Step = step;
        foreach (var handler in Changed?.GetInvocationList().Cast<Func<Task>>() ?? [])
            await handler();
    }
}

/// <summary>How far an edit has come.</summary>
public enum DraftStep
{
    /// <summary>There is no edit.</summary>
    Idle,

    /// <summary>The admin is typing or ticking; planning starts at the next pause.</summary>
    Editing,

    /// <summary>Its consequence is being worked out.</summary>
    Planning,

    /// <summary>Its consequence is known.</summary>
    Planned,

    /// <summary>It cannot be planned: see the errors.</summary>
    Rejected,

    /// <summary>Something unexpected failed; nothing was written.</summary>
    Failed,

    /// <summary>It is being written.</summary>
    Committing,

    /// <summary>It is written.</summary>
    Committed,

    /// <summary>The world moved since the plan; nothing was written.</summary>
    Stale,
}
