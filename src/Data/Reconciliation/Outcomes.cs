
namespace Gatehouse.Data.Reconciliation;

/// <summary>What came of planning.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome() { }

    public sealed record Planned(Plan Plan) : PlanOutcome;

    /// <summary>The edit cannot be planned; each error names what is wrong and what to do.</summary>
    public sealed record Rejected(IReadOnlyList<EditError> Errors) : PlanOutcome;
}

/// <summary>What is wrong with an edit: a stable code, the field, and a sentence that says what to do.</summary>
public sealed record EditError(string Code, string Field, string Message);

/// <summary>What came of a commit.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome() { }

    /// <summary>It is written: policy, rows and record, in one transaction.</summary>
    public sealed record Committed(long ChangeId, Plan Plan) : CommitOutcome;

    /// <summary>This very plan was committed before (a double click, a retry): this change did it.</summary>
    public sealed record AlreadyCommitted(long ChangeId) : CommitOutcome;

    /// <summary>The plan is empty: there is nothing to write.</summary>
    public sealed record Nothing(Plan Plan) : CommitOutcome;

    /// <summary>The world moved since the plan. Nothing was written.</summary>
    public sealed record Stale(Plan Fresh, Moved Moved) : CommitOutcome;

    /// <summary>It would lose so much that its plan must be looked at first. Nothing was written.</summary>
    public sealed record OverGuardrail(Plan Plan) : CommitOutcome;

    /// <summary>The edit cannot be planned any more.</summary>
    public sealed record Rejected(IReadOnlyList<EditError> Errors) : CommitOutcome;

    /// <summary>Another commit held the database for as long as we wait. Nothing was written.</summary>
    public sealed record Busy(TimeSpan Waited) : CommitOutcome;

    /// <summary>The role of whoever commits does not cover the edit, as the tables say it. Nothing was written.</summary>
    public sealed record NotAllowed(Role Needs) : CommitOutcome;

    /// <summary>The storage refuses. Nothing was written.</summary>
    public sealed record Storage(StorageFault Fault) : CommitOutcome;

    /// <summary>What came of the write that the commit is, as a commit says it.</summary>
    internal static CommitOutcome Of(WriteResult<CommitOutcome> result) => result switch
    {
        WriteResult<CommitOutcome>.Done done => done.Value,
        WriteResult<CommitOutcome>.Busy busy => new Busy(busy.Waited),
        WriteResult<CommitOutcome>.NotAllowed not => new NotAllowed(not.Needs),
        WriteResult<CommitOutcome>.Storage storage => new Storage(storage.Fault),
        _ => throw new InvalidOperationException($"A commit came to {result}."),
    };

    /// <summary>The rows written did not agree with the plan: a bug of ours. Everything was rolled back.</summary>
    public sealed record Broken(string Reference) : CommitOutcome;
}

/// <summary>What moved between a reviewed plan and the fresh one.</summary>
public sealed record Moved(IReadOnlyList<MovedBy> Changes, Totals? Was, Totals Now);

/// <summary>A change committed to the edited objects since the plan was made.</summary>
public sealed record MovedBy(long ChangeId, string Actor, DateTimeOffset At, IReadOnlyList<PolicyLine> Policy);
