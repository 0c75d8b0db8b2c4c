using Gatehouse.Dashboard.Configuration;
using Gatehouse.Dashboard.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Components.SignIn;

/// <summary>A plain form: it works before any script does.</summary>
public sealed partial class SignInPage
{
    private bool isEmpty;

    [Inject]
    public required IOptions<DashboardOptions> Options { get; set; }

    [Inject]
    public required SetUpToken SetUp { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    public string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>"password": they have just chosen one.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    public string? Done { get; set; }

    private string Gateway => Options.Value.Gateway.Name;

    protected override async Task OnInitializedAsync() => isEmpty = !await SetUp.IsSetUpAsync();

    private string? ErrorWords => Error switch
    {
        "wrong" => SignInPageTexts.UserNameOrPasswordIsWrong,
        _ => null,
    };
}
