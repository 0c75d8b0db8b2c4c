using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>What only some roles may edit: the others see it, with every control in it switched off. The edit itself is refused too.</summary>
public sealed partial class Editable
{
    [Inject]
    public required Permit Permit { get; set; }

    /// <summary>Who may edit it.</summary>
    [Parameter]
    public string Policy { get; set; } = Permissions.Commit;

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    private bool IsLocked { get; set; } = true;

    protected override async Task OnInitializedAsync() => IsLocked = !await Permit.AllowsAsync(Policy);
}
