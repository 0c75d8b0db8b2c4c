using System.Globalization;
using System.Security.Claims;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Security;

/// <summary>Which sign-in a request or an open page belongs to.</summary>
/// <param name="Id">Of the sign-in.</param>
/// <param name="PublicId">Its id outside.</param>
/// <param name="AdminId">Of the account.</param>
/// <param name="UserName">Of the account.</param>
public sealed record SignInOf(int Id, string PublicId, string AdminId, string UserName);

/// <summary>Claims of somebody signed in with a browser.</summary>
internal static class SignInClaims
{
    private const string Id = "sign_in";
    private const string PublicId = "sign_in_id";

    /// <summary>Where the request, or the connection of the page, comes from.</summary>
    private const string Address = "address";

    /// <param name="known">Whose sign-in it is.</param>
    /// <param name="address">Where this request comes from: of a page, that of its connection.</param>
    public static ClaimsPrincipal PrincipalOf(SignedIn known, string? address) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, known.AdminId), new Claim(ClaimTypes.Name, known.UserName), new Claim(ClaimTypes.Role, known.Role.ToString()),
            new Claim(Id, known.Id.ToString(CultureInfo.InvariantCulture)), new Claim(PublicId, known.PublicId),
            .. address is null ? Array.Empty<Claim>() : [new Claim(Address, address)],
        ],
        IdentityConstants.ApplicationScheme));

    /// <summary>Null: not known.</summary>
    public static string? CameFrom(this ClaimsPrincipal user) => user.FindFirstValue(Address);

    /// <summary>Null: not signed in with a browser.</summary>
    public static SignInOf? SignIn(this ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(Id), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && user.FindFirstValue(PublicId) is { } publicId
            && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } account && user.Identity?.Name is { } name ? new(id, publicId, account, name) : null;
}
