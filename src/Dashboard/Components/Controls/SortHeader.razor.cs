using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>A column heading that sorts.</summary>
public sealed partial class SortHeader
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The list sorted by it, or turned round.</summary>
    [Parameter, EditorRequired]
    public required string Href { get; set; }

    /// <summary>ascending, descending, or null when the list is sorted by something else.</summary>
    [Parameter]
    public string? Direction { get; set; }

    [Parameter]
    public string? Class { get; set; }

    private string Arrow => Direction == "descending" ? Icons.Material.Outlined.ArrowDownward : Icons.Material.Outlined.ArrowUpward;
}
