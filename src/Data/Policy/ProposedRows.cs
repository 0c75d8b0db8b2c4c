namespace Gatehouse.Data.Policy;

/// <summary>A direct grant as it would be; null tools: none.</summary>
public sealed class ProposedGrant
{
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
    public ToolList? Tools { get; init; }
}

/// <summary>The switch "allow on all virtual keys" of an MCP client as it would be.</summary>
public sealed class ProposedSwitch
{
    public int McpClientId { get; init; }
    public bool IsOn { get; init; }
}

/// <summary>A virtual key that has another owner, or goes.</summary>
public sealed class ProposedKey
{
    public int VirtualKeyId { get; init; }
    public int? UserId { get; init; }
    public int? GroupId { get; init; }

    /// <summary>False: it is deleted.</summary>
    public bool Stays { get; init; }
}

/// <summary>An access profile that is active from now on, or is no longer.</summary>
public sealed class ProposedProfile
{
    public int ProfileId { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>An MCP client in an access profile as it would be; null tools: not named any more.</summary>
public sealed class ProposedContent
{
    public int ProfileId { get; init; }
    public int McpClientId { get; init; }
    public ToolList? Tools { get; init; }
}

/// <summary>An access profile that is given to one of a key, a user or a group, or is taken from it.</summary>
public sealed class ProposedGiven
{
    public int ProfileId { get; init; }
    public int? VirtualKeyId { get; init; }
    public int? UserId { get; init; }
    public int? GroupId { get; init; }
    public bool IsGiven { get; init; }
}

/// <summary>A user who joins a group, or leaves it.</summary>
public sealed class ProposedMember
{
    public int GroupId { get; init; }
    public int UserId { get; init; }
    public bool IsMember { get; init; }
}
