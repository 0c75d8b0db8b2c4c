using System.Security.Claims;

namespace Gatehouse.Dashboard.Security;

/// <summary>Who asks, as the record names them.</summary>
internal static class Actors
{
    /// <summary>What commands on the host are called on record.</summary>
    public static Actor CommandLine { get; } = new("Command line", Role.Admin, Origin.Command);

    /// <summary>Of a request: a token is the API, a browser's cookie a page.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var user = context.User;
        var role = user.FindFirstValue(ClaimTypes.Role) is { } word && Enum.TryParse<Role>(word, out var known) ? known : Role.Viewer;
        return new(
            user.Identity?.Name ?? "Unknown", role, user.Identity?.AuthenticationType == ApiTokenScheme.Name ? Origin.Api : Origin.Page, context.Connection.RemoteIpAddress?.ToString())
        {
            Id = user.FindFirstValue(ClaimTypes.NameIdentifier),
        };
    }
}
