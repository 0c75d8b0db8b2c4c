using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Overview;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
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
    private (string What, string So)? problem;
    private bool skips;
    private bool isShown;
    private ElementReference outcome;

    [Inject]
    public required BifrostImporter Importer { get; set; }

    [Inject]
    public required Permit Permit { get; set; }

    [Inject]
    public required DriftWatch Watch { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private bool IsRunning => running is not null;

    /// <summary>After a dry run, and of bad rows somebody has said what becomes of them.</summary>
    private bool CanImport => !IsRunning && rehearsal?.Report is { Total: > 0 } report && (skips || report.Refused.Total == 0);

    private string ProgressWords => progress is null ? ImportWords.Format(ImportTexts.Running, running)
        : ImportWords.Format(ImportTexts.RunningRows, running, Words.Number(progress.Read), Words.Number(progress.Total));

    private int ProgressMax => Math.Max(1, progress?.Total ?? 1);

    private int ProgressAt => progress?.Read ?? 0;

    private string DoneWords => ImportWords.Format(ImportTexts.CameIn, ImportWords.Count(done!.Total));

    private string DriftAfter => drift is null ? "" : drift.Count == 0 ? ImportTexts.NoneOut : $"{DriftWords.Title(drift)}: {DriftWords.Facts(drift)}";

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
        return RunAsync(ImportTexts.DryRun, async (asked, cancellation) =>
        {
            var told = await Importer.RehearseAsync(asked.Source, new BifrostOptions { Passphrase = asked.Passphrase }, new ProgressInPercent(ShowAsync), cancellation);
            if (told.Outcome is BifrostOutcome.Unreadable unreadable)
                problem = (unreadable.Reason, ImportTexts.NothingWritten);
            rehearsal = told;
        }, ImportTexts.DryRunCancelled, reference => (ImportTexts.DryRunFailed, ImportWords.Format(ImportTexts.NothingWrittenReference, reference)));
    }

    private Task ImportAsync() => RunAsync(ImportTexts.Import, async (asked, cancellation) =>
    {
        var options = new BifrostOptions { Passphrase = asked.Passphrase, SkipBadRows = skips };
        switch (await Importer.ImportAsync(await Permit.CommitterAsync(Permissions.Import) ?? throw new InvalidOperationException("Nobody is signed in any more."), asked.Source, options, new ProgressInPercent(ShowAsync), cancellation))
        {
            case BifrostOutcome.Imported imported:
                // It is in: whatever goes wrong from here on does not make it otherwise.
                (done, choice) = (imported.Report, null);
                await FollowAsync();
                break;
            case BifrostOutcome.Refused refused:
                problem = (ImportWords.Format(ImportTexts.NotAnyMore, ImportWords.Count(refused.Report.Refused.Total)), ImportTexts.AnotherDryRun);
                break;
            case BifrostOutcome.Unreadable unreadable:
                problem = (unreadable.Reason, ImportTexts.NothingWritten);
                break;
            case BifrostOutcome.NotWritten not:
                problem = (WriteWords.Of(not.Why) ?? "", ImportTexts.NothingWritten);
                break;
        }
    }, ImportTexts.ImportCancelled, reference => (ImportTexts.ImportFailed, ImportWords.Format(ImportTexts.ImportUnknown, reference)));

    /// <summary>What is out of step now, and the counts beside the pages' names.</summary>
    private async Task FollowAsync()
    {
        try
        {
            drift = await Watch.CountAsync(TimeSpan.Zero, CancellationToken.None);
            await InvokeAsync(Inventory.ChangeAsync);
        }
        catch (Exception error)
        {
            Failures.Report(error);
        }
    }

    private async Task RunAsync(string what, Func<BifrostChoice, CancellationToken, Task> work, string cancelled, Func<string, (string, string)> failed)
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
            problem = (cancelled, ImportTexts.NothingWritten);
        }
        catch (Exception error)
        {
            problem = failed(Failures.Report(error));
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
