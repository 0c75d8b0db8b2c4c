using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gatehouse.Dashboard.Components.Shell;

/// <summary>The pages; and once the sign-in that had one open is over, nothing of them any more.</summary>
public sealed partial class Routes
{
    private bool wasSignedIn;
    private bool isOver;

    [Inject]
    internal SignedInPage Page { get; set; } = null!;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var isSignedIn = (await Authentication).User.Identity?.IsAuthenticated == true;
        isOver = wasSignedIn && !isSignedIn;
        wasSignedIn |= isSignedIn;
        if (isOver)
            Page.Clear();
    }
}
