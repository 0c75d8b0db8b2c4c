using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>What about an object no edit would accept today, e.g. since an import brought it.</summary>
public sealed partial class StandingFaults
{
    /// <summary>What edits say of each of its texts; null: nothing.</summary>
    [Parameter, EditorRequired]
    public required IEnumerable<string?> Of { get; set; }

    private string[] Found => [.. Of.OfType<string>()];
}
