using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.SignIn;

/// <summary>Behind the one-time link on the console.</summary>
public sealed partial class SetUpPage
{
    private bool isGood;

    [Inject]
    public required SetUpToken SetUp { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    public string? Error { get; set; }

    protected override async Task OnInitializedAsync() => isGood = await SetUp.IsGoodAsync(Token);
}
