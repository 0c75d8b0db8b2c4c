using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>What every page of Settings begins with: its tabs are pages, each at an address of its own.</summary>
public sealed partial class SettingsHead
{
    /// <summary>The address of the page it stands on.</summary>
    [Parameter, EditorRequired]
    public required string Here { get; set; }

    private string? Current(string page) => page == Here ? "page" : null;
}
