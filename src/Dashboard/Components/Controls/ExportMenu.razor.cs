using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>What a list has filtered, as a file.</summary>
public sealed partial class ExportMenu
{
    /// <summary>The address of the file in a format: csv or json.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string> HrefOf { get; set; }
}
