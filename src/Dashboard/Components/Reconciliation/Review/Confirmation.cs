using System.Globalization;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>What stands between a planned edit and its commit: the guardrail's number, and words for the button. The same in dialog and page.</summary>
public sealed class Confirmation(Draft draft, Guardrail guardrail, Permit permit)
{
    private Plan? asked;

    public Draft Draft => draft;

    /// <summary>So much is lost that the number must be typed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Why the reviewer cannot commit it; null: they can.</summary>
    public string? Barred { get; private set; }

    /// <summary>What was typed into the guardrail.</summary>
    public string Typed { get; set; } = "";

    public bool IsStale => draft.Step == DraftStep.Stale;

    public bool IsCommitting => draft.Step is DraftStep.Committing or DraftStep.Asking;

    /// <summary>What is true now: after a stale commit the fresh plan, before it the one under review.</summary>
    public Plan? Shown => draft.Outcome is CommitOutcome.Stale stale ? stale.Fresh : draft.Plan;

    /// <summary>The plan as it was reviewed, once it is stale.</summary>
    public Plan? Was => IsStale ? draft.Plan : null;

    public string CommitWords => IsStale ? ReconciliationTexts.Commit : ReviewWords.Commit(draft.Plan?.Totals.Moves);

    public string CommitTone => IsStale ? "" : draft.Plan is { Totals.Lost: > 0 } ? "danger" : "primary";

    public bool CanCommit => draft is { Step: DraftStep.Planned, Plan.IsEmpty: false } && asked == draft.Plan && Barred is null && (!IsOver || IsTyped);

    private bool IsTyped => int.TryParse(Typed.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number == draft.Plan!.Totals.Lost;

    /// <summary>Asks the guardrail about the plan as it is now; until it has answered nothing can be committed.</summary>
    public async Task CheckAsync()
    {
        if (draft.Plan is not { } plan || plan == asked)
            return;
        IsOver = await guardrail.IsOverAsync(plan.Totals.Lost);
        Barred = await permit.BarredAsync(plan) is { } permission ? ReviewWords.Format(ReconciliationTexts.Barred, Permissions.Words(permission)) : null;
        asked = plan;
    }

    /// <summary>After a stale commit: what is true now is reviewed, and the number is typed again.</summary>
    public async Task UseFreshPlanAsync()
    {
        Typed = "";
        await draft.UseFreshPlanAsync();
        await CheckAsync();
    }
}
