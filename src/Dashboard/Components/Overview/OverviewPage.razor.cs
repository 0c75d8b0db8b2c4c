using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
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
public sealed partial class OverviewPage
{
    private const int Latest = 7;
    private OverviewFacts? facts;
    private int orphanDays;
    private PurgeOutlook? purge;
    private IReadOnlyList<ChangeItem> changes = [];
    private Drift? drift;
    private RecordState? record;
    private IReadOnlyList<RefusedClient> refused = [];
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
    public required Reviews Reviews { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>"repair" opens its review.</summary>
    [SupplyParameterFromQuery(Name = "review")]
    public string? Review { get; set; }

    private Loading Counting => field ??= Another();

    private Loading Checking => field ??= Another();

    private string AsOf => facts is null ? "" : Words.Weekday(facts.At);

    protected override async Task OnInitializedAsync()
    {
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

    protected override async Task LoadAsync()
    {
        if (!await Loading.ReadAsync(ReadAsync, read => (orphanDays, facts, purge, changes) = read))
            return;
        StateHasChanged();
        if (!facts!.IsFirstStart)
            await CountAsync();
    }

    private async Task<(int, OverviewFacts, PurgeOutlook, IReadOnlyList<ChangeItem>)> ReadAsync(CancellationToken stop)
    {
        var days = (await Settings.NowAsync(stop)).OrphanDays;
        return (days, await Queries.ReadAsync(days, stop), await Purges.ReadAsync(stop), (await Changes.ListAsync(new ChangeFilter(), new Window(0, Latest), stop)).Items);
    }

    private async Task CountAsync()
    {
        var counting = Counting.ReadAsync(stop => Watch.CountAsync(DriftWatch.Fresh, stop), counted => drift = counted);
        StateHasChanged();
        await counting;
        StateHasChanged();
        await CheckRecordAsync();
    }

    private async Task CheckRecordAsync()
    {
        if (!await Checking.ReadAsync(stop => Records.CheckAsync(RecordWatch.Fresh, stop), checkedNow => record = checkedNow))
            return;
        StateHasChanged();
        await Checking.ReadAsync(Clients.FindAsync, found => refused = found);
        StateHasChanged();
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
}
