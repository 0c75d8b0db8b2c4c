using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Retention;
using Gatehouse.Data.Settings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>What stands, what moved, and what wants a decision. Drift is counted once the rest is there.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private const int Latest = 7;
    private readonly CancellationTokenSource leaving = new();

    // Asked of the source once: a page that is left has disposed of it while its queries still run.
    private CancellationToken left;
    private OverviewFacts? facts;
    private int orphanDays;
    private PurgeOutlook? purge;
    private IReadOnlyList<ChangeItem> changes = [];
    private Drift? drift;
    private RecordState? record;
    private IReadOnlyList<RefusedClient> refused = [];
    private string? failure;
    private string? driftFailure;
    private bool isCounting;
    private bool isReviewing;

    [Inject]
    public required OverviewQueries Queries { get; set; }

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Inject]
    public required DriftWatch Watch { get; set; }

    [Inject]
    public required RecordWatch Records { get; set; }

    [Inject]
    public required RefusedClients Clients { get; set; }

    [Inject]
    public required PurgeQueries Purges { get; set; }

    [Inject]
    public required SettingQueries Settings { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Reviews Reviews { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    /// <summary>"repair" opens its review.</summary>
    [SupplyParameterFromQuery(Name = "review")]
    public string? Review { get; set; }

    private string AsOf => facts is null ? "" : Words.Weekday(facts.At);

    public void Dispose()
    {
        Session.Committed -= CommittedAsync;
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        left = leaving.Token;
        Session.Committed += CommittedAsync;
        (drift, record) = (Watch.Latest, Records.Latest);
        await LoadAsync();
    }

    protected override void OnParametersSet() => isReviewing &= Review == "repair";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Review != "repair" || isReviewing)
            return;
        // Until the address asks for it no more: whatever is drawn before must not open it a second time.
        isReviewing = true;
        await RepairAsync();
        Navigation.NavigateTo(Links.Home, replace: true);
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            orphanDays = (await Settings.NowAsync(left)).OrphanDays;
            (facts, purge, changes) = await Task.Run(async () => (
                await Queries.ReadAsync(orphanDays, left),
                await Purges.ReadAsync(left),
                (await Changes.ListAsync(new ChangeFilter(), new Window(0, Latest), left)).Items));
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
            return;
        }
        StateHasChanged();
        if (!facts.IsFirstStart)
            await CountAsync();
    }

    private async Task CountAsync()
    {
        (isCounting, driftFailure) = (true, null);
        StateHasChanged();
        try
        {
            drift = await Watch.CountAsync(DriftWatch.Fresh, left);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            driftFailure = Failures.Report(error);
        }
        isCounting = false;
        StateHasChanged();
        await CheckRecordAsync();
    }

    private async Task CheckRecordAsync()
    {
        try
        {
            record = await Records.CheckAsync(RecordWatch.Fresh, left);
            StateHasChanged();
            refused = await Task.Run(() => Clients.FindAsync(left), left);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // Left before there was an answer.
        }
        catch (Exception error)
        {
            Failures.Report(error);
        }
    }

    private async Task RepairAsync() => await Reviews.OpenAsync(Session.Of("repair", OverviewTexts.RepairOfDriftEverywhere), new Edit.Repair());

    private async Task PurgeAsync() =>
        await Reviews.OpenAsync(Session.Of("purge", OverviewTexts.PurgeTitle), new Edit.Purge(purge!.Before, Edit.Purge.MostReviewed));

    private async Task New()
    {
        var dialog = await Dialogs.ShowAsync<NewKeyDialog>(OverviewTexts.NewVirtualKey, Look.SmallDialog);
        if (await dialog.Result is { Data: string id })
            Navigation.NavigateTo(Links.VirtualKey(id));
    }

    private Task CommittedAsync(long changeId) => InvokeAsync(LoadAsync);
}
