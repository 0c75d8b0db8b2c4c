using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

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

    /// <summary>Its plan failed for a reason nobody expected; nothing was written.</summary>
    Failed,

    /// <summary>It is being written.</summary>
    Committing,

    /// <summary>The answer to its commit got lost; the page asks whether it landed.</summary>
    Asking,

    /// <summary>Whether its commit landed is not known yet; the page goes on asking.</summary>
    Unknown,

    /// <summary>Its commit did not land: nothing was written. The same plan can be sent again.</summary>
    NotLanded,

    /// <summary>It is written.</summary>
    Committed,

    /// <summary>The world moved since the plan; nothing was written.</summary>
    Stale,
}

/// <summary>Where a draft stands.</summary>
internal static class DraftSteps
{
    /// <summary>Once its commit is answered.</summary>
    public static DraftStep After(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Committed or CommitOutcome.AlreadyCommitted => DraftStep.Committed,
        CommitOutcome.Stale => DraftStep.Stale,
        CommitOutcome.Rejected or CommitOutcome.NotAllowed => DraftStep.Rejected,
        _ => DraftStep.Planned,
    };
}
