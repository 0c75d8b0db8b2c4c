using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Operations;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Record;

/// <summary>Whether the record is whole, when that was checked, and its latest seal.</summary>
public sealed partial class ChainState : IDisposable
{
    /// <summary>Nobody reads the whole record again within seconds, however often they ask.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource leaving = new();

    // Asked of the source once: a page that is left has disposed of it.
    private CancellationToken left;
    private RecordState? state;
    private bool isChecking;
    private bool isCopied;
    private string? failure;

    [Inject]
    public required RecordWatch Watch { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private string CheckWord => isChecking ? RecordTexts.Checking : RecordTexts.CheckNow;

    private string Told => RecordWords.Format(RecordTexts.SealedWith, RecordWords.Entries(state!.Verdict.Checked), state.At.ToString("HH:mm", CultureInfo.InvariantCulture), Took);

    private string Took => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0.1, state!.Took.TotalSeconds):0.0} s");

    /// <summary>The first 16 digits, in fours.</summary>
    private string? Seal => state?.Verdict.LastHash is { Length: >= 16 } hash ? $"{hash[..4]} {hash[4..8]} {hash[8..12]} {hash[12..16]}" : null;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override void OnInitialized() => (state, left) = (Watch.Latest, leaving.Token);

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? CheckAsync(RecordWatch.Fresh) : Task.CompletedTask;

    private Task CheckAsync() => CheckAsync(Fresh);

    private async Task CheckAsync(TimeSpan most)
    {
        (isChecking, failure, isCopied) = (true, null, false);
        StateHasChanged();
        try
        {
            state = await Watch.CheckAsync(most, left);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        isChecking = false;
        StateHasChanged();
    }

    private async Task CopyAsync()
    {
        await Js.InvokeVoidAsync("gatehouse.copy", state!.Verdict.LastHash);
        isCopied = true;
    }
}
