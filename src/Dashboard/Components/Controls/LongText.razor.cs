using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>
/// A field for text of any length, a pasted list above all. It is not bound: what is in it may be longer than a message to the server, so it is
/// read as a stream when it is wanted.
/// </summary>
public sealed partial class LongText
{
    private ElementReference field;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public int Rows { get; set; } = 3;

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? DescribedBy { get; set; }

    /// <summary>What is in it now.</summary>
    /// <param name="mostBytes">Longer text is refused by the stream (UTF-8 bytes).</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Stream> OpenAsync(long mostBytes, CancellationToken cancellation = default)
    {
        var text = await Js.InvokeAsync<IJSStreamReference>("gatehouse.text", cancellation, field);
        return await text.OpenReadStreamAsync(mostBytes, cancellation);
    }
}
