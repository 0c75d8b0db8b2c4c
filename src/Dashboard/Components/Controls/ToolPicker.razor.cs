using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>The tools of a grant: all, none, or some by name.</summary>
public sealed partial class ToolPicker
{
    private bool isOpen;

    /// <summary>Name of the MCP client or, on a client's page, of the virtual key.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The tools its server listed.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Known { get; set; }

    [Parameter, EditorRequired]
    public required ToolList Tools { get; set; }

    [Parameter]
    public EventCallback<ToolList> ToolsChanged { get; set; }

    private string Label => ReconciliationTexts.ToolsOf.With(Name);

    private string OpenWord => isOpen ? "true" : "false";

    private string Summary => PolicyLines.Words(Tools, Known).Capital();

    /// <summary>What the server listed, and what is granted though it no longer lists it.</summary>
    private IReadOnlyList<(string Name, bool IsOn)> Offered => [.. Known
        .Union(Tools.IsAll ? [] : Tools.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select(tool => (tool, Tools.IsAll || Tools.Names.Contains(tool)))];

    private void Toggle() => isOpen = !isOpen;

    private Task All() => ToolsChanged.InvokeAsync(ToolList.All);

    private Task None() => ToolsChanged.InvokeAsync(ToolList.None);

    private Task Set(string tool, ChangeEventArgs change)
    {
        var on = Offered.Where(offered => offered.IsOn).Select(offered => offered.Name);
        return ToolsChanged.InvokeAsync(ToolList.Of(change.Value is true ? on.Append(tool).Distinct() : on.Where(name => name != tool)));
    }
}
