namespace Gatehouse.Data.Policy;

/// <summary>
/// What an edit proposes to change of the policy: rows of the plan's tables, or lists in memory. A kind that the edit does not
/// touch is null, so that its tables are read as they are.
/// </summary>
public sealed record PolicyDifference(
    IQueryable<ProposedGrant>? Grants = null,
    IQueryable<ProposedSwitch>? Switches = null,
    IQueryable<ProposedKey>? Keys = null,
    IQueryable<ProposedProfile>? Profiles = null,
    IQueryable<ProposedContent>? Content = null,
    IQueryable<ProposedGiven>? Given = null,
    IQueryable<ProposedMember>? Members = null)
{
    /// <summary>It proposes nothing: what stands is asked.</summary>
    public bool IsNothing => this == new PolicyDifference();

    /// <summary>It can give or take access profiles, or what they grant.</summary>
    public bool TouchesProfiles => TouchesPeople || Profiles is not null || Content is not null || Given is not null;

    /// <summary>It can change who is one of the people of a key.</summary>
    public bool TouchesPeople => Keys is not null || Members is not null;

    /// <summary>The policy as proposed: what stands and is not touched, and what the difference says.</summary>
    public PolicyRows Over(PolicyRows standing) => new(
        Keys is null ? standing.Keys : standing.Keys
            .Where(key => !Keys.Any(proposed => proposed.VirtualKeyId == key.Id))
            .Concat(Keys.Where(proposed => proposed.Stays)
                .Select(proposed => new KeyOwner { Id = proposed.VirtualKeyId, UserId = proposed.UserId, GroupId = proposed.GroupId })),
        Switches is null ? standing.Clients : standing.Clients.Select(client => new ClientSwitch
        {
            Id = client.Id,
            IsOn = Switches.Any(proposed => proposed.McpClientId == client.Id && proposed.IsOn)
                || (client.IsOn && !Switches.Any(proposed => proposed.McpClientId == client.Id)),
        }),
        Grants is null ? standing.Grants : standing.Grants
            .Where(grant => !Grants.Any(proposed => proposed.VirtualKeyId == grant.VirtualKeyId && proposed.McpClientId == grant.McpClientId))
            .Concat(Grants.Where(proposed => proposed.Tools != null)
                .Select(proposed => new NamedTools { VirtualKeyId = proposed.VirtualKeyId, McpClientId = proposed.McpClientId, Tools = proposed.Tools! })),
        Profiles is null ? standing.ActiveProfiles : standing.ActiveProfiles
            .Where(profile => !Profiles.Any(proposed => proposed.ProfileId == profile.Id))
            .Concat(Profiles.Where(proposed => proposed.IsActive).Select(proposed => new PolicyId { Id = proposed.ProfileId })),
        Content is null ? standing.Content : standing.Content
            .Where(named => !Content.Any(proposed => proposed.ProfileId == named.ProfileId && proposed.McpClientId == named.McpClientId))
            .Concat(Content.Where(proposed => proposed.Tools != null)
                .Select(proposed => new ProfileContent { ProfileId = proposed.ProfileId, McpClientId = proposed.McpClientId, Tools = proposed.Tools! })),
        Given is null ? standing.Given : standing.Given
            .Where(given => !Given.Any(proposed => proposed.ProfileId == given.ProfileId
                && (proposed.VirtualKeyId == given.VirtualKeyId && proposed.UserId == given.UserId && proposed.GroupId == given.GroupId)))
            .Concat(Given.Where(proposed => proposed.IsGiven).Select(proposed => new ProfileGiven
            {
                ProfileId = proposed.ProfileId,
                VirtualKeyId = proposed.VirtualKeyId,
                UserId = proposed.UserId,
                GroupId = proposed.GroupId,
            })),
        Members is null ? standing.Members : standing.Members
            .Where(member => !Members.Any(proposed => proposed.GroupId == member.GroupId && proposed.UserId == member.UserId))
            .Concat(Members.Where(proposed => proposed.IsMember).Select(proposed => new Membership { GroupId = proposed.GroupId, UserId = proposed.UserId })));
}

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
