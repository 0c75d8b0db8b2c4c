using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>"1 to 25 of 1,284", previous, next.</summary>
public sealed partial class Pager
{
    /// <summary>From 1.</summary>
    [Parameter, EditorRequired]
    public int Page { get; set; }

    [Parameter, EditorRequired]
    public int Size { get; set; }

    [Parameter, EditorRequired]
    public int Total { get; set; }

    [Parameter]
    public EventCallback<int> PageChanged { get; set; }

    /// <summary>Without it the page size cannot be chosen.</summary>
    [Parameter]
    public EventCallback<int> SizeChanged { get; set; }

    private int First => Total == 0 ? 0 : ((Page - 1) * Size) + 1;

    private int Last => Math.Min(Page * Size, Total);

    private bool HasPrevious => Page > 1;

    private bool HasNext => Last < Total;

    private string Words => ControlTexts.ToOf.With(First, Last, Total);

    private Task Previous() => PageChanged.InvokeAsync(Page - 1);

    private Task Resize(ChangeEventArgs chosen) =>
        int.TryParse(chosen.Value?.ToString(), CultureInfo.InvariantCulture, out var size) ? SizeChanged.InvokeAsync(size) : Task.CompletedTask;

    private Task Next() => PageChanged.InvokeAsync(Page + 1);
}
