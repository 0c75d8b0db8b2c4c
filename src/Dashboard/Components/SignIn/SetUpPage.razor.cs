using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.SignIn;

/// <summary>Behind the one-time link on the console.</summary>
public sealed partial class SetUpPage
{
    private string? token;
    private bool isGood;
    private bool isOpen;

    [CascadingParameter]
    public required HttpContext Context { get; set; }

    [Inject]
    public required SetUpToken SetUp { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    public string? Error { get; set; }

    protected override async Task OnInitializedAsync()
    {
        token = CarriedLink.SetUp.Read(Context.Request);
        isGood = await SetUp.IsGoodAsync(token);
        isOpen = token is null && !await SetUp.IsSetUpAsync();
    }
}
