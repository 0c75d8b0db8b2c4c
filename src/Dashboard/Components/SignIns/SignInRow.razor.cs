using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Settings;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.SignIns;

/// <summary>A row of a list of sign-ins.</summary>
public sealed partial class SignInRow
{
    [Parameter, EditorRequired]
    public required SignInItem SignIn { get; set; }

    /// <summary>In the list of one's own.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    /// <summary>The page is open with it.</summary>
    [Parameter]
    public bool IsHere { get; set; }

    [Parameter]
    public EventCallback<SignInItem> OnEnd { get; set; }

    private string Address => SignIn.Address ?? SignInTexts.UnknownAddress;

    private string EndLabel => SignInWords.Text(SignInTexts.EndLabel, IsOwn ? SignIn.Browser : SignIn.UserName, IsOwn ? Address : SignIn.Browser);

    private Task EndAsync() => OnEnd.InvokeAsync(SignIn);
}
