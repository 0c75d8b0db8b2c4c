using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>A way to the previous or next item of the list one came from; disabled at its ends.</summary>
public sealed partial class Neighbour
{
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The key that follows it.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    [Parameter, EditorRequired]
    public string? Href { get; set; }

    [Parameter, EditorRequired]
    public required string Icon { get; set; }
}
