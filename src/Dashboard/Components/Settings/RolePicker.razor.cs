using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>One of the three roles, each with what it may do.</summary>
public sealed partial class RolePicker
{
    [Parameter]
    public Role Role { get; set; }

    [Parameter]
    public EventCallback<Role> RoleChanged { get; set; }
}
