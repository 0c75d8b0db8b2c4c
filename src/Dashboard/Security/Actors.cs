using System.Security.Claims;

namespace Gatehouse.Dashboard.Security;

/// <summary>Who asks, as writes and the record name them.</summary>
internal static class Actors
{
    /// <summary>Of a request: a token is the API, a browser's cookie a page.</summary>
    public static Actor Actor(this HttpContext context) => Of(context.User, context.Connection.RemoteIpAddress?.ToString());

    /// <summary>Of somebody signed in, by a token or with a browser.</summary>
    /// <param name="user">Who.</param>
    /// <param name="address">Where the request comes from; null: a page asks, which has the address of its connection with it.</param>
    public static Actor Of(ClaimsPrincipal user, string? address)
    {
        var isToken = user.Identity?.AuthenticationType == ApiTokenScheme.Name;
        return new(user.Identity?.Name ?? "Unknown", Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var known) ? known : Role.Viewer, isToken ? Origin.Api : Origin.Page, address ?? user.CameFrom())
        {
            Id = user.FindFirstValue(ClaimTypes.NameIdentifier),
            IsToken = isToken,
            SignInId = user.SignIn()?.Id,
        };
    }
}
