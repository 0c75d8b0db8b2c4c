using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gatehouse.Dashboard.Security;

/// <summary>One's own sign-ins: everybody may end them.</summary>
public sealed class OwnSignIns(AuthenticationStateProvider authentication, SignInEdits edits)
{
    /// <summary>The sign-in of the page; null: it is over.</summary>
    public async Task<SignInOf?> HereAsync() => (await authentication.GetAuthenticationStateAsync()).User.SignIn();

    public async Task<EditOutcome> EndAsync(string id) =>
        await HereAsync() is { } here ? WriteWords.ForForm(await edits.EndAsync(await ActorAsync(), id, here.AdminId)) : new EditOutcome.Gone();

    /// <summary>Ends all but that of the page.</summary>
    public async Task<EditOutcome> EndAllAsync()
    {
        if (await HereAsync() is not { } here)
            return new EditOutcome.Gone();
        return WriteWords.ForForm(await edits.EndAllAsync(await ActorAsync(), here.AdminId, here.Id));
    }

    private async Task<Actor> ActorAsync() => Actors.Of((await authentication.GetAuthenticationStateAsync()).User, null);
}
