using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>What comes in by list, what is left out, and what is worth knowing.</summary>
public sealed partial class BifrostReportView
{
    [Parameter, EditorRequired]
    public required BifrostReport Report { get; set; }

    /// <summary>"What would come in", "What came in".</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }
}
