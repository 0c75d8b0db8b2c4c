using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Operations;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>The drift of the whole gateway at the foot of the drawer, with a link that repairs it.</summary>
public sealed partial class DriftFoot
{
    private Drift? drift;

    [Inject]
    public required DriftWatch Watch { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    private string Unknown => Failure is not null ? OverviewTexts.DriftNotKnown : OverviewTexts.CountingDrift;

    protected override void Detach()
    {
        Watch.Counted -= Hear;
        Session.Committed -= CommittedAsync;
    }

    protected override void OnInitialized()
    {
        drift = Watch.Latest;
        Watch.Counted += Hear;
        Session.Committed += CommittedAsync;
    }

    // After the page of its own first render: nobody waits for this.
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? CountAsync(DriftWatch.Glance) : Task.CompletedTask;

    /// <summary>A commit heals drift and never makes it: where there was none there is none.</summary>
    private Task CommittedAsync(long changeId) => drift is { Count: > 0 } ? InvokeAsync(() => CountAsync(DriftWatch.Fresh)) : Task.CompletedTask;

    private async Task CountAsync(TimeSpan most)
    {
        await Loading.ReadAsync(stop => Watch.CountAsync(most, stop), counted => drift = counted);
        StateHasChanged();
    }

    private void Hear() => _ = InvokeAsync(() =>
    {
        drift = Watch.Latest;
        StateHasChanged();
    });
}
