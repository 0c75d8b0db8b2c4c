using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>In place of rows that could not be read: what failed, what still holds, and a way on.</summary>
public sealed partial class ErrorAlert
{
    [Parameter, EditorRequired]
    public required string Message { get; set; }

    /// <summary>Only reading failed. False: what else the page was doing is not known here.</summary>
    [Parameter]
    public bool WasReading { get; set; } = true;

    private string Held => WasReading ? ConnectionTexts.NothingWritten : ConnectionTexts.WrittenUnknown;

    [Parameter]
    public EventCallback Retry { get; set; }

    /// <summary>Id under which the log has the cause.</summary>
    [Parameter]
    public string? Reference { get; set; }
}
