using Gatehouse.Data.Accounts;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gatehouse.Dashboard.Security;

/// <summary>One's own sign-ins: everybody may end them.</summary>
public sealed class OwnSignIns(AuthenticationStateProvider authentication, SignInEdits edits)
{
    /// <summary>The sign-in of the page; null: it is over.</summary>
    public async Task<SignInOf?> HereAsync() => (await authentication.GetAuthenticationStateAsync()).User.SignIn();

    public async Task<EditOutcome> EndAsync(string id) =>
        await HereAsync() is { } here ? await edits.EndAsync(id, here.AdminId) : new EditOutcome.Gone();

    /// <summary>Ends all but that of the page.</summary>
    public async Task<EditOutcome> EndAllAsync()
    {
        if (await HereAsync() is not { } here)
            return new EditOutcome.Gone();
        await edits.EndAllAsync(here.AdminId, here.Id);
        return new EditOutcome.Done(here.AdminId);
    }
}
