using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Tokens, accounts and settings ask for the password again when it was given a while ago: an open page that somebody left alone makes nobody an
/// admin for good.
/// </summary>
public sealed class PasswordAgain(AuthenticationStateProvider authentication, SignInStore store, PasswordDoor door, Refusals refusals, TimeProvider clock)
{
    /// <summary>For so long a password counts as just given.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>How the page asks: true once <see cref="GiveAsync"/> found it right. Null: it cannot ask.</summary>
    public Func<Task<bool>>? Ask { get; set; }

    /// <summary>Whether the password was given lately; asks for it when it was not.</summary>
    public async Task<bool> IsGivenAsync() => await IsFreshAsync() || (Ask is { } ask && await ask());

    /// <summary>The password as somebody typed it; counted for this sign-in alone.</summary>
    public async Task<Knock> GiveAsync(string password)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (user.SignIn() is not { } signIn)
            return new Knock.Wrong(null);
        var answer = await door.KnockAsync(signIn.UserName, password, null, signIn);
        if (answer is Knock.Right)
            await store.GiveAgainAsync(signIn.Id);
        else
            refusals.Note(RecordAction.SignInRefused, signIn.UserName, user.CameFrom(), answer is Knock.Wait ? "too many were wrong before" : "wrong password, asked for again on a page");
        return answer;
    }

    private async Task<bool> IsFreshAsync() =>
        (await authentication.GetAuthenticationStateAsync()).User.SignIn() is { } signIn && await store.PasswordAtAsync(signIn.Id) is { } given && clock.GetUtcNow() - given < Fresh;
}
