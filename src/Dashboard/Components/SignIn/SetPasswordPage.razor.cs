using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.SignIn;

/// <summary>Behind the link that an admin hands to whom they added, or who lost their password.</summary>
public sealed partial class SetPasswordPage
{
    private string? link;
    private string? id;
    private string? token;
    private string? userName;

    [CascadingParameter]
    public required HttpContext Context { get; set; }

    [Inject]
    public required PasswordLinks PasswordLinks { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    public string? Error { get; set; }

    protected override async Task OnInitializedAsync()
    {
        link = CarriedLink.SetPassword.Read(Context.Request);
        if (link?.Split('.', 2) is [var whose, var secret])
            (id, token) = (whose, secret);
        userName = await PasswordLinks.OwnerAsync(id, token);
    }
}
