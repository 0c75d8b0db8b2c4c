using Gatehouse.Dashboard.Addresses;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.SignIns;

/// <summary>
/// Instead of a page that stood open when its sign-in was over. Its link opens anew (target): no event of this page reaches the server any more.
/// </summary>
public sealed partial class SignedOut
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string Again => Links.With(Links.SignIn, ("returnUrl", new Uri(Navigation.Uri).PathAndQuery));
}
