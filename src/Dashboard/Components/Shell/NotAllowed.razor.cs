using Gatehouse.Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gatehouse.Dashboard.Components.Shell;

/// <summary>Instead of a page that a role does not open, and of one that stood open when whoever had it lost their role.</summary>
public sealed partial class NotAllowed
{
    private bool isNobody;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private string Title => isNobody ? ShellTexts.YouAreSignedOut : ShellTexts.NotAllowed;

    protected override async Task OnParametersSetAsync() => isNobody = (await Authentication).User.Identity?.IsAuthenticated != true;
}
