using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Data.Accounts;

/// <summary>Somebody who signs in to Gatehouse itself.</summary>
public sealed class Admin : IdentityUser
{
    public Role Role { get; set; } = Role.Admin;

    /// <summary>Name shown beside what they did; the user name when empty.</summary>
    public string? DisplayName { get; set; }
}
