using System.Globalization;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>The dialog `Review change`: edit in words, tally, rows, warnings, guardrail and reason, and the commit whose button says what it does.</summary>
public sealed partial class ReviewDialog : IDisposable
{
    private ElementReference cancel;
    private string typed = "";
    private bool isOver;

    [Inject]
    public required Guardrail Guardrail { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required Draft Draft { get; set; }

    private bool IsStale => Draft.Step == DraftStep.Stale;

    private bool IsCommitting => Draft.Step == DraftStep.Committing;

    /// <summary>What is true now: after a stale commit the fresh plan, before it the one under review.</summary>
    private Plan? Shown => Draft.Outcome is CommitOutcome.Stale stale ? stale.Fresh : Draft.Plan;

    /// <summary>The plan as it was reviewed, once it is stale.</summary>
    private Plan? Was => IsStale ? Draft.Plan : null;

    private string Lead => ReviewWords.Format(ReconciliationTexts.ReviewLead, Draft.Title);

    private string GuardrailLabel => ReviewWords.Format(ReconciliationTexts.GuardrailLabel, Draft.Plan!.Totals.Lost);

    private string CommitWords => IsStale ? ReconciliationTexts.Commit : ReviewWords.Commit(Draft.Plan?.Totals.Moves);

    private string CommitTone => IsStale ? "" : Draft.Plan is { Totals.Lost: > 0 } ? "danger" : "primary";

    private bool CanCommit => Draft is { Step: DraftStep.Planned, Plan.IsEmpty: false } && (!isOver || IsTyped);

    private bool IsTyped => int.TryParse(typed.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number == Draft.Plan!.Totals.Lost;

    private string Foot => IsStale ? isOver ? ReconciliationTexts.ReasonKeptTypeAgain : ReconciliationTexts.ReasonKept
        : Draft.Plan is { } plan ? ReviewWords.Format(ReconciliationTexts.PlanMade, $"{plan.Fingerprint[..4]} {plan.Fingerprint[4..8]}", plan.MadeAt) : "";

    public void Dispose() => Draft.Changed -= HearAsync;

    protected override async Task OnInitializedAsync()
    {
        Draft.Changed += HearAsync;
        await CheckAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await cancel.FocusAsync();
    }

    private async Task CheckAsync() => isOver = Draft.Plan is { } plan && await Guardrail.IsOverAsync(plan.Totals.Lost);

    private async Task CommitAsync()
    {
        if (!CanCommit)
            return;
        await Draft.CommitAsync();
        if (Draft.Step == DraftStep.Committed)
            Dialog.Close();
    }

    private async Task UseFreshPlanAsync()
    {
        typed = "";
        await Draft.UseFreshPlanAsync();
        await CheckAsync();
    }

    private void Cancel() => Dialog.Cancel();

    private Task HearAsync() => InvokeAsync(StateHasChanged);
}
