using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Dashboard.Security;

/// <summary>What Identity says of a user name or password that it refuses.</summary>
internal static class IdentityWords
{
    public static string Words(this IdentityResult refused) => string.Join(" ", refused.Errors.Select(error => error.Description));
}
