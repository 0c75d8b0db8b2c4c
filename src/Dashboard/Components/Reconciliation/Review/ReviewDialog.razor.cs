using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>The dialog `Review change`: edit in words, tally, rows, warnings, guardrail and reason, and the commit whose button says what it does.</summary>
public sealed partial class ReviewDialog : IDisposable
{
    private ElementReference cancel;
    private Confirmation confirmation = null!;

    [Inject]
    public required Guardrail Guardrail { get; set; }

    [Inject]
    public required Permit Permit { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required Draft Draft { get; set; }

    private string Lead => ReviewWords.Format(ReconciliationTexts.ReviewLead, Draft.Title);

    private string Foot => confirmation.IsStale ? confirmation.IsOver ? ReconciliationTexts.ReasonKeptTypeAgain : ReconciliationTexts.ReasonKept
        : Draft.Plan is { } plan ? ReviewWords.Format(ReconciliationTexts.PlanMade, $"{plan.Fingerprint[..4]} {plan.Fingerprint[4..8]}", plan.MadeAt) : "";

    /// <summary>What the browser asks when the circuit ends before the commit is answered.</summary>
    private string? Committing => confirmation.IsCommitting && Draft is { Plan: { } plan, CommittingSince: { } since } ? Links.CommitQuestion(plan.Fingerprint, since) : null;

    public void Dispose() => Draft.Changed -= HearAsync;

    protected override async Task OnInitializedAsync()
    {
        confirmation = new Confirmation(Draft, Guardrail, Permit);
        Draft.Changed += HearAsync;
        await confirmation.CheckAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await cancel.FocusAsync();
    }

    private async Task CommitAsync()
    {
        if (!confirmation.CanCommit)
            return;
        await Draft.CommitAsync();
        if (Draft.Step == DraftStep.Committed)
            Dialog.Close();
    }

    private void Cancel() => Dialog.Cancel();

    private Task HearAsync() => InvokeAsync(async () =>
    {
        await confirmation.CheckAsync();
        StateHasChanged();
    });
}
