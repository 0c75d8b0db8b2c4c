using System.Net;

namespace Gatehouse.Dashboard.Security;

/// <summary>A cookie for this site's server only. On loopback it may go over plain HTTP; asked for under any other name it goes over TLS only.</summary>
internal sealed class GuardedCookie : CookieBuilder
{
    public GuardedCookie(string name, SameSiteMode sameSite)
    {
        (Name, SameSite, HttpOnly, Path, IsEssential) = (name, sameSite, true, "/", true);
        SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure |= !IsLoopback(context.Request.Host.Host);
        return options;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
