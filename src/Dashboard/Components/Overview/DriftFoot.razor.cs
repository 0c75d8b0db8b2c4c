using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Operations;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>The drift of the whole gateway at the foot of the drawer, with a link that repairs it.</summary>
public sealed partial class DriftFoot : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Drift? drift;
    private bool hasFailed;

    [Inject]
    public required DriftWatch Watch { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private string Unknown => hasFailed ? OverviewTexts.DriftNotKnown : OverviewTexts.CountingDrift;

    public void Dispose()
    {
        Watch.Counted -= Hear;
        Session.Committed -= CommittedAsync;
        leaving.Cancel();
        leaving.Dispose();
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
        try
        {
            drift = await Task.Run(() => Watch.CountAsync(most, leaving.Token));
            hasFailed = false;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            Failures.Report(error);
            hasFailed = true;
        }
        StateHasChanged();
    }

    private void Hear() => _ = InvokeAsync(() =>
    {
        drift = Watch.Latest;
        StateHasChanged();
    });
}
