using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>Why nothing was written, for every outcome but stale, which has an alert of its own.</summary>
public sealed partial class OutcomeAlert
{
    [Parameter, EditorRequired]
    public required Draft Draft { get; set; }

    private (string Tone, string Icon, string Title, string Text)? Words => Draft.Step switch
    {
        DraftStep.Failed => ("error", Icons.Material.Outlined.ErrorOutline, ReconciliationTexts.FailedTitle, ReviewWords.Format(ReconciliationTexts.FailedText, Draft.Failure)),
        DraftStep.Rejected => ("error", Icons.Material.Outlined.ErrorOutline, ReconciliationTexts.RejectedTitle, string.Join(" ", Draft.Errors.Select(error => error.Message))),
        _ => Draft.Outcome switch
        {
            CommitOutcome.Busy busy => ("warn", Icons.Material.Outlined.HourglassEmpty, ReconciliationTexts.BusyTitle, ReviewWords.Format(ReconciliationTexts.BusyText, busy.Waited.TotalSeconds)),
            CommitOutcome.Broken broken => ("error", Icons.Material.Outlined.BugReport, ReconciliationTexts.BrokenTitle, ReviewWords.Format(ReconciliationTexts.BrokenText, broken.Reference)),
            CommitOutcome.Storage storage => ("error", Icons.Material.Outlined.ErrorOutline, ReconciliationTexts.StorageTitle, WriteWords.Of(storage.Fault)),
            _ => Draft is { Step: DraftStep.Planned, Plan.IsEmpty: true }
                ? ("info", Icons.Material.Outlined.Check, ReconciliationTexts.NothingTitle, ReconciliationTexts.NothingText)
                : null,
        },
    };

    private Task AgainAsync() => Draft.PlanNowAsync();
}
