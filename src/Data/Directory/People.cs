namespace Gatehouse.Data.Directory;

/// <summary>A person, as SCIM or an admin made them. Not a sign-in to Gatehouse.</summary>
public sealed class User
{
    public int Id { get; init; }

    public required string PublicId { get; init; }

    public required string UserName { get; set; }

    public required string DisplayName { get; set; }

    /// <summary>Checked at use; no part of cover.</summary>
    public bool Active { get; set; } = true;

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A team. Owns team keys and may be given access profiles.</summary>
public sealed class Group
{
    public int Id { get; init; }

    public required string PublicId { get; init; }

    public required string DisplayName { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A user in a group.</summary>
public sealed class GroupMember
{
    public int GroupId { get; init; }

    public int UserId { get; init; }
}
