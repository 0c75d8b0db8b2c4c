using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.SignIn;

/// <summary>Behind the link that an admin hands to whom they added, or who lost their password.</summary>
public sealed partial class SetPasswordPage
{
    private string? userName;

    [Inject]
    public required PasswordLinks PasswordLinks { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    public string? Error { get; set; }

    protected override async Task OnInitializedAsync() => userName = await PasswordLinks.OwnerAsync(Id, Token);
}
