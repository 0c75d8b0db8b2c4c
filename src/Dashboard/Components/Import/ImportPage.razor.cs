using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Components.Overview;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>An import from Bifrost: choose, dry run, import. What was chosen is a secret and lives with the page only.</summary>
public sealed partial class ImportPage : IDisposable
{
    private CancellationTokenSource stop = new();
    private BifrostChoice? choice;
    private BifrostRehearsal? rehearsal;
    private BifrostReport? done;
    private BifrostProgress? progress;
    private Drift? drift;
    private string? running;
    private string? problem;
    private bool skips;
    private bool isShown;
    private ElementReference outcome;

    [Inject]
    public required BifrostImporter Importer { get; set; }

    [Inject]
    public required DriftWatch Watch { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private bool IsRunning => running is not null;

    /// <summary>After a dry run, and of bad rows somebody has said what becomes of them.</summary>
    private bool CanImport => !IsRunning && rehearsal?.Report is { Total: > 0 } report && (skips || report.Refused.Total == 0);

    private string ProgressWords => progress is null ? $"{running} …" : $"{running}: {Words.Number(progress.Read)} of {Words.Number(progress.Total)} rows";

    private int ProgressMax => Math.Max(1, progress?.Total ?? 1);

    private int ProgressAt => progress?.Read ?? 0;

    private string DoneWords => $"{ImportWords.Count(done!.Total)} came in.";

    private string DriftAfter => drift is null ? "" : drift.Count == 0 ? "No credential is out of step." : $"{DriftWords.Title(drift)}: {DriftWords.Facts(drift)}";

    private string BarWords => running ?? ImportWords.Bar(choice is not null, rehearsal?.Report, CanImport);

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
        rehearsal?.Dispose();
    }

    /// <summary>What came of it is where somebody looks and reads on.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (done is null || isShown)
            return;
        isShown = true;
        await outcome.FocusAsync();
    }

    private void Choose(BifrostChoice? chosen)
    {
        choice = chosen;
        problem = null;
        Forget();
    }

    private void Skip(bool isChosen) => skips = isChosen;

    private Task RehearseAsync()
    {
        Forget();
        return RunAsync("Dry run", async (asked, cancellation) =>
        {
            var told = await Importer.RehearseAsync(asked.Source, new BifrostOptions { Passphrase = asked.Passphrase }, new ProgressInPercent(ShowAsync), cancellation);
            if (told.Outcome is BifrostOutcome.Unreadable unreadable)
                problem = unreadable.Reason;
            rehearsal = told;
        });
    }

    private Task ImportAsync() => RunAsync("Import", async (asked, cancellation) =>
    {
        var options = new BifrostOptions { Passphrase = asked.Passphrase, SkipBadRows = skips };
        switch (await Importer.ImportAsync(asked.Source, options, new ProgressInPercent(ShowAsync), cancellation))
        {
            case BifrostOutcome.Imported imported:
                drift = await Watch.CountAsync(TimeSpan.Zero, cancellation);
                (done, choice) = (imported.Report, null);
                await InvokeAsync(Inventory.ChangeAsync);
                break;
            case BifrostOutcome.Refused refused:
                problem = $"{ImportWords.Count(refused.Report.Refused.Total)} cannot come in any more. Make another dry run.";
                break;
            case BifrostOutcome.Unreadable unreadable:
                problem = unreadable.Reason;
                break;
        }
    });

    private async Task RunAsync(string what, Func<BifrostChoice, CancellationToken, Task> work)
    {
        stop.Dispose();
        stop = new CancellationTokenSource();
        (running, problem, progress) = (what, null, null);
        try
        {
            var (asked, cancellation) = (choice!, stop.Token);
            await Task.Run(() => work(asked, cancellation), cancellation);
        }
        catch (OperationCanceledException)
        {
            problem = $"{what} cancelled.";
        }
        catch (Exception error)
        {
            problem = $"{what} failed. Reference {Failures.Report(error)}.";
        }
        running = null;
    }

    private Task ShowAsync(BifrostProgress value) => InvokeAsync(() =>
    {
        progress = value;
        StateHasChanged();
    });

    private Task StopAsync() => stop.CancelAsync();

    private void Forget()
    {
        rehearsal?.Dispose();
        (rehearsal, skips) = (null, false);
    }
}
