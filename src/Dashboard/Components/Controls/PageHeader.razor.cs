using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Crumb and neighbours, heading, state, one line of facts, actions.</summary>
public sealed partial class PageHeader
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Parent { get; set; }

    [Parameter]
    public string? ParentHref { get; set; }

    /// <summary>"18 of 1,284"; null when the page was not opened from a list.</summary>
    [Parameter]
    public string? Position { get; set; }

    [Parameter]
    public string? PreviousHref { get; set; }

    [Parameter]
    public string? NextHref { get; set; }

    [Parameter]
    public RenderFragment? Badges { get; set; }

    [Parameter]
    public RenderFragment? Facts { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }
}
