using System.Security.Claims;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// The browser's cookie: a secret that names a sign-in, and nothing else. Who that is and what they may do is read from the tables with each
/// request, so a copy of the cookie is worth what the sign-in is worth.
/// </summary>
internal sealed class SignInCookie(SignInStore store, SignInEdits edits, SignInUses uses, SignInLimits limits)
{
    private const string Secret = "secret";
    private static readonly string Scheme = IdentityConstants.ApplicationScheme;

    /// <summary>Signs the browser in. Who was signed in there before is not any more.</summary>
    /// <returns>Why not; null: the browser is signed in.</returns>
    public async Task<string?> OpenAsync(HttpContext context, Admin admin)
    {
        if (await EndAsync(context) is { } refused)
            return refused;
        var opened = await store.OpenAsync(admin, context.Connection.RemoteIpAddress?.ToString(), BrowserWords.Of(context.Request.Headers.UserAgent), context.RequestAborted);
        if (opened is not EditOutcome.Done { Secret: { } secret })
            return WriteWords.Of(opened) ?? WriteWords.Of(StorageFault.Failed);
        await GiveAsync(context, secret);
        return null;
    }

    /// <summary>Gives the browser the cookie of a sign-in that is open.</summary>
    public Task GiveAsync(HttpContext context, string secret) =>
        context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(Secret, secret)], Scheme)), new AuthenticationProperties
        {
            IsPersistent = true,
            AllowRefresh = false,
            ExpiresUtc = TimeProvider.System.GetUtcNow() + limits.Longest,
        });

    /// <summary>Signs the browser out, and with it whatever else holds the same cookie.</summary>
    /// <returns>Why not; null: it is signed out everywhere. While it is not, the browser keeps its cookie, so that it can ask again.</returns>
    public async Task<string?> CloseAsync(HttpContext context)
    {
        if (await EndAsync(context) is { } refused)
            return refused;
        await context.SignOutAsync(Scheme);
        return null;
    }

    /// <summary>Puts who is signed in in the place of the cookie's secret; without them the request is nobody's.</summary>
    public async Task ReadAsync(CookieValidatePrincipalContext context)
    {
        context.ShouldRenew = false;
        if (context.Principal?.FindFirstValue(Secret) is { } secret && await store.KnowAsync(secret, context.HttpContext.RequestAborted) is { } known)
        {
            uses.Note(known.Id, known.LastSeenAt);
            context.ReplacePrincipal(SignInClaims.PrincipalOf(known, context.HttpContext.Connection.RemoteIpAddress?.ToString()));
        }
        else
        {
            context.RejectPrincipal();
        }
    }

    /// <summary>Ends the sign-in of the browser, where there is one; why it could not be ended.</summary>
    private async Task<string?> EndAsync(HttpContext context)
    {
        if (context.User.SignIn() is not { } open)
            return null;
        // One that somebody ended a moment ago may end nothing any more, and needs no end.
        return await edits.EndAsync(context.Actor(), open.PublicId, open.AdminId) is var outcome and (EditOutcome.Busy or EditOutcome.Storage) ? WriteWords.Of(outcome) : null;
    }
}
