using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>An empty database: what to do next.</summary>
public sealed partial class FirstStart
{
    [Parameter]
    public EventCallback OnNewKey { get; set; }
}
