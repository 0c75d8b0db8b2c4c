using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>In place of rows that could not be read: what failed, what still holds, and a way on.</summary>
public sealed partial class ErrorAlert
{
    [Parameter, EditorRequired]
    public required string Message { get; set; }

    [Parameter]
    public EventCallback Retry { get; set; }

    /// <summary>Id under which the log has the cause.</summary>
    [Parameter]
    public string? Reference { get; set; }
}
