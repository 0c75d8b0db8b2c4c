using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>The search of a list; it asks once somebody pauses, not with every letter.</summary>
public sealed partial class SearchField : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private CancellationTokenSource typing = new();

    [Inject]
    public required TimeProvider Clock { get; set; }

    /// <summary>Its name: "Search people".</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What is searched, in words.</summary>
    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    public void Dispose()
    {
        // What is still being typed must not lead back to a list that was left.
        typing.Cancel();
        typing.Dispose();
    }

    private async Task TypeAsync(ChangeEventArgs input)
    {
        await typing.CancelAsync();
        typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, Clock, typing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        await OnSearch.InvokeAsync(input.Value?.ToString() ?? "");
    }
}
