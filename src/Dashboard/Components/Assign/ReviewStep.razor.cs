using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>The third step: invalid rows, what valid rows change, the impact, and the commit. The review stands in the page.</summary>
public sealed partial class ReviewStep : IDisposable
{
    private Draft draft = null!;
    private Confirmation? confirmation;
    private string? failure;
    private string? problem;

    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required AssignCheck Check { get; set; }

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required PlanSession Plans { get; set; }

    [Inject]
    public required Reviews Review { get; set; }

    [Inject]
    public required Permit Permit { get; set; }

    [Inject]
    public required Guardrail Guardrail { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    private AssignSheet Sheet => Session.Sheet!;

    private string Source => Session.Source ?? AssignWords.Count(Sheet.Keys, AssignTexts.Key, AssignTexts.Keys);

    /// <summary>Some rows are invalid, and then none is wanted.</summary>
    private bool IsHeld => Session.IsAllOrNone && Sheet.Invalid.Count > 0;

    private string RowsKey => $"{Sheet.GetHashCode()} {draft.Plan?.Fingerprint}";

    private string BackHref => Links.AssignAt(Session.Source is null ? "what" : "who", Filter);

    private string? ProgressWords => draft.Step switch
    {
        DraftStep.Planning => AssignWords.Say(AssignTexts.WorkingOut, AssignWords.Count(Sheet.Changes, AssignTexts.ChangedGrantDoes, AssignTexts.ChangedGrantsDo)),
        DraftStep.Committing => AssignWords.Say(AssignTexts.Committing, AssignWords.Count(Sheet.Changes, AssignTexts.ChangedGrant, AssignTexts.ChangedGrants)),
        _ => null,
    };

    private string BarWords => Sheet.Valid == 0 ? AssignTexts.BarNone
        : IsHeld ? AssignWords.Say(AssignTexts.BarHeld, AssignWords.Count(Sheet.Invalid.Count, AssignTexts.RowIs, AssignTexts.RowsAre))
        : Sheet.Invalid.Count > 0 ? Sheet.Invalid.Count == 1 ? AssignTexts.BarSkipsOne
            : AssignWords.Say(AssignTexts.BarSkips, Sheet.Invalid.Count)
        : AssignTexts.BarNothingYet;

    public void Dispose() => draft?.Changed -= HearAsync;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        (failure, problem) = (null, null);
        try
        {
            if (Session.Sheet is null)
                Take(await CheckAsync());
            if (Session.Sheet is null)
                return;
            await TakeUpAsync();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            failure = Failures.Report(error);
        }
    }

    private async Task<AssignOutcome> CheckAsync()
    {
        var filtered = Filter is { } query ? await Task.Run(() => Keys.IdsAsync(AssignPage.FilterOf(query))) : [];
        return await Check.ChosenAsync(Session.Choice(filtered, Filter is "all"));
    }

    private void Take(AssignOutcome outcome)
    {
        if (outcome is AssignOutcome.Checked done)
            Session.Keep(done.Sheet);
        problem = (outcome as AssignOutcome.Unreadable)?.Message;
    }

    /// <summary>Goes on with the edit as it was left, or makes a new one of what was checked.</summary>
    private async Task TakeUpAsync()
    {
        if (Session.Reviewed != Sheet && Plans.Find(AssignPage.Subject) is { } old)
            await old.DiscardAsync();
        Session.Reviewed = Sheet;
        draft = Plans.Of(AssignPage.Subject, Session.Source is { } name ? AssignWords.Say(AssignTexts.DraftOfFile, AssignWords.Count(Sheet.Valid, AssignTexts.Row, AssignTexts.Rows), name) : AssignWords.Say(AssignTexts.DraftFor, Source));
        draft.Changed += HearAsync;
        confirmation = new Confirmation(draft, Guardrail, Permit);
        if (draft.IsOpen)
            await confirmation.CheckAsync();
        else
            await ProposeAsync();
    }

    private async Task ProposeAsync()
    {
        if (IsHeld || Sheet.Valid == 0)
            await draft.DiscardAsync();
        else
            await draft.PlanNowAsync(Sheet.ToEdit());
    }

    private Task ChooseAsync(bool isAllOrNone)
    {
        Session.IsAllOrNone = isAllOrNone;
        return ProposeAsync();
    }

    private Task StopAsync() => draft.DiscardAsync();

    /// <summary>The rows, looked up and planned as things are now.</summary>
    private async Task AgainAsync()
    {
        Take(await Check.AgainAsync(Sheet));
        Session.Reviewed = Sheet;
        await ProposeAsync();
    }

    private async Task UseFreshPlanAsync()
    {
        await confirmation!.UseFreshPlanAsync();
        Take(await Check.AgainAsync(Sheet));
        Session.Reviewed = Sheet;
    }

    private async Task CommitAsync()
    {
        if (confirmation is not { CanCommit: true })
            return;
        await draft.CommitAsync();
        var (change, plan) = draft.Outcome switch
        {
            CommitOutcome.Committed committed => (committed.ChangeId, committed.Plan),
            CommitOutcome.AlreadyCommitted already => (already.ChangeId, (Plan?)null),
            _ => (0, null),
        };
        if (change == 0)
            return;
        Session.Result = new AssignResult(change, Sheet, Session.Source is { } name ? AssignWords.Say(AssignTexts.RowsOf, AssignWords.Count(Sheet.Rows, AssignTexts.Row, AssignTexts.Rows), name) : Source, plan);
        await Review.FinishAsync(draft);
        Navigation.NavigateTo(Links.AssignAt("done"));
    }

    private async Task CancelAsync()
    {
        await draft.DiscardAsync();
        Session.Clear();
        Navigation.NavigateTo(Links.Assign);
    }

    private Task HearAsync() => InvokeAsync(async () =>
    {
        if (confirmation is not null)
            await confirmation.CheckAsync();
        StateHasChanged();
    });
}
