using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>
/// The search of a list; it asks once somebody pauses, not with every letter. It keeps what is typed itself: a list that answers an
/// earlier letter must not take a later one away.
/// </summary>
public sealed partial class SearchField : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private CancellationTokenSource typing = new();
    private string text = "";
    private string? given;
    private bool isTyping;

    [Inject]
    public required TimeProvider Clock { get; set; }

    /// <summary>Its name: "Search people".</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What the empty field says, where that is not its name.</summary>
    [Parameter]
    public string? Prompt { get; set; }

    /// <summary>What is searched, in words.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What the list is searched for.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>For a list that is in memory: every letter counts at once.</summary>
    [Parameter]
    public bool AtOnce { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    private string Placeholder => Prompt ?? Label;

    public void Dispose()
    {
        // What is still being typed must not lead back to a list that was left.
        typing.Cancel();
        typing.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (Value == given)
            return;
        given = Value;
        if (!isTyping)
            text = Value ?? "";
    }

    private async Task TypeAsync(string? typed)
    {
        (text, isTyping) = (typed ?? "", true);
        await typing.CancelAsync();
        typing.Dispose();
        typing = new CancellationTokenSource();
        var latest = typing.Token;
        try
        {
            if (!AtOnce)
                await Task.Delay(Pause, Clock, latest);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        await OnSearch.InvokeAsync(text);
        if (!latest.IsCancellationRequested)
            isTyping = false;
    }
}
