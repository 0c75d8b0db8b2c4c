using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>
/// An edit in progress and what became of it: editing, planning, planned, committing, then committed or stale.
/// Lives on the thread of its circuit; a newer edit cancels the planning of an older one.
/// </summary>
public sealed class Draft(
    string title, Reconciler reconciler, TimeProvider clock, Func<Plan, Task<Actor?>> committer, LandedCommits landed, ILogger log) : IDisposable
{
    /// <summary>How long an admin pauses before the impact is worked out.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource leaving = new();
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

    /// <summary>When the server last confirmed that it keeps the edit; null: it has not.</summary>
    public DateTimeOffset? KeptAt { get; set; }

    /// <summary>When the edit was kept that this page took up from an earlier one; null: it was begun here.</summary>
    public DateTimeOffset? TakenUpFrom { get; private set; }

    /// <summary>When its commit was sent. Set before pages are told of it: the browser asks by it when the server goes before it answers.</summary>
    public DateTimeOffset? CommittingSince { get; private set; }

    /// <summary>Asked before a commit is sent, told (null) when it is answered and the edit is still open: what keeps drafts notes both.</summary>
    public Func<string?, Task>? OnCommitting { get; set; }

    /// <summary>Notes that the plan of this fingerprint landed, in the transaction of its commit: a server that goes before anything else is written brings no edit back.</summary>
    public Func<WriteStep, string, Task>? OnLanding { get; set; }

    /// <summary>Kept when the plan turns stale.</summary>
    public string? Reason { get; set; }

    /// <summary>There is an edit that is not committed.</summary>
    public bool IsOpen => Edit is not null && Step != DraftStep.Committed;

    /// <summary>The plan is the one of the edit as it is now.</summary>
    public bool IsPlanned => Step is DraftStep.Planned or DraftStep.Committing or DraftStep.Asking or DraftStep.Unknown or DraftStep.NotLanded or DraftStep.Stale;

    /// <summary>Raised after every step, on the circuit's thread.</summary>
    public event Func<Task>? Changed;

    /// <summary>Takes a new state of the edit (null: as it was) and plans it once the admin pauses.</summary>
    public async Task ProposeAsync(Edit? edit)
    {
        var cancellation = Restart();
        (Edit, Outcome) = (edit, null);
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
        var left = leaving.Token;
        CommittingSince = clock.GetUtcNow();
        await MoveAsync(DraftStep.Committing);
        try
        {
            if (await committer(Plan) is not { } actor)
            {
                Errors = [new("role", "role", ReconciliationTexts.RoleText)];
                await MoveAsync(DraftStep.Rejected);
                return;
            }
            var (edit, plan) = (Edit, Plan);
            Func<WriteStep, Task>? along = OnLanding is { } note ? step => note(step, plan.Fingerprint) : null;
            var request = new CommitRequest(actor, string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim()) { Fingerprint = plan.Fingerprint, Reviewed = plan, Along = along };
            await (OnCommitting?.Invoke(plan.Fingerprint) ?? Task.CompletedTask);
            using var writing = landed.Write(plan.Fingerprint);
            Outcome = await Task.Run(() => reconciler.CommitAsync(edit, request));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Note(exception);
            await AskAsync(left);
            return;
        }
        await AnsweredAsync(Outcome);
    }

    /// <summary>Sends the plan again whose commit did not land.</summary>
    public async Task CommitAgainAsync()
    {
        if (Step != DraftStep.NotLanded)
            return;
        Step = DraftStep.Planned;
        await CommitAsync();
    }

    /// <summary>Takes up what an earlier page left, planned again at once.</summary>
    public Task TakeUpAsync(Edit edit, DateTimeOffset keptAt)
    {
        (Edit, KeptAt, TakenUpFrom, Step) = (edit, keptAt, keptAt, DraftStep.Editing);
        return PlanNowAsync();
    }

    private async Task AnsweredAsync(CommitOutcome outcome)
    {
        Errors = outcome is CommitOutcome.Rejected rejected ? rejected.Errors : outcome is CommitOutcome.NotAllowed not ? [new("role", "role", WriteWords.Of(not.Needs))] : [];
        var step = DraftSteps.After(outcome);
        // What landed is done with: its draft ends as a whole. Taken off its commit first, it would come back as an edit if the server went in between.
        if (step != DraftStep.Committed)
            await (OnCommitting?.Invoke(null) ?? Task.CompletedTask);
        await MoveAsync(step);
    }

    /// <summary>The answer to a commit got lost: asks whether it landed, and claims nothing meanwhile.</summary>
    private async Task AskAsync(CancellationToken left)
    {
        await MoveAsync(DraftStep.Asking);
        var came = await new CommitQuestion(landed, clock).AskAsync(Plan!.Fingerprint, CommittingSince ?? clock.GetUtcNow(), () => MoveAsync(DraftStep.Unknown), Note, left);
        if (came is LandedCommit.Landed there)
            await AnsweredAsync(Outcome = new CommitOutcome.AlreadyCommitted(there.ChangeId));
        else if (came is LandedCommit.DidNotLand)
        {
            await (OnCommitting?.Invoke(null) ?? Task.CompletedTask);
            await MoveAsync(DraftStep.NotLanded);
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

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        planning.Cancel();
        planning.Dispose();
    }

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

    private Task FailAsync(Exception exception)
    {
        Note(exception);
        return MoveAsync(DraftStep.Failed);
    }

    private void Note(Exception exception)
    {
        Failure = Failures.Named(Ids.New("err")[..16], exception);
        log.Log(Failures.IsEnd(exception) ? LogLevel.Debug : LogLevel.Error, exception, "An edit could not be planned, or its commit was not answered: {Reference}", Failure);
    }

    private CancellationToken Restart()
    {
        planning.Cancel();
        planning.Dispose();
        return (planning = new CancellationTokenSource()).Token;
    }

    private Task MoveAsync(DraftStep step)
    {
        Step = step;
        return TellAsync();
    }

    /// <summary>Tells pages that something about the draft is another.</summary>
    internal async Task TellAsync()
    {
        foreach (var handler in Changed?.GetInvocationList().Cast<Func<Task>>() ?? [])
            await handler();
    }
}
