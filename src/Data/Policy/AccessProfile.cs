namespace Gatehouse.Data.Policy;

/// <summary>A named bundle of grants given to virtual keys, users or groups.</summary>
public sealed class AccessProfile
{
    public int Id { get; init; }

    public required string PublicId { get; init; }

    public required string Name { get; set; }

    /// <summary>An inactive profile names nothing and grants nothing.</summary>
    public bool IsActive { get; set; } = true;

    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>One MCP client in a profile's content.</summary>
public sealed class ProfileGrant
{
    public int ProfileId { get; init; }

    public int McpClientId { get; init; }

    public required ToolList Tools { get; set; }
}

/// <summary>A profile given to exactly one of a virtual key, a user or a group.</summary>
public sealed class ProfileAssignment
{
    public int Id { get; init; }

    public int ProfileId { get; init; }

    public int? VirtualKeyId { get; init; }

    public int? UserId { get; init; }

    public int? GroupId { get; init; }
}
