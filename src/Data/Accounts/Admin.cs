using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Data.Accounts;

/// <summary>Somebody who signs in to Gatehouse itself.</summary>
public sealed class Admin : IdentityUser
{
    public Role Role { get; set; } = Role.Admin;

    /// <summary>Name shown beside what they did; the user name when empty.</summary>
    public string? DisplayName { get; set; }
}

/// <summary>What somebody signed in may do. Each role may do what those before it may.</summary>
public enum Role
{
    /// <summary>See everything but secrets.</summary>
    Viewer = 1,

    /// <summary>Plan and commit edits.</summary>
    Operator = 2,

    /// <summary>Settings, admins, tokens.</summary>
    Admin = 3,
}
