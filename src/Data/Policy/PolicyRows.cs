using Gatehouse.Data.Directory;

namespace Gatehouse.Data.Policy;

/// <summary>
/// The rows cover is decided from: tables of the database, or lists in memory; as they stand, or with what an edit proposes laid over them.
/// </summary>
/// <param name="Keys">Virtual keys with their owners.</param>
/// <param name="Clients">MCP clients, and whether each is allowed on all virtual keys.</param>
/// <param name="Grants">Direct grants.</param>
/// <param name="ActiveProfiles">Access profiles that are active; an inactive one names nothing.</param>
/// <param name="Content">What access profiles name.</param>
/// <param name="Given">Whom access profiles are given to.</param>
/// <param name="Members">Who is in which group.</param>
public sealed record PolicyRows(
    IQueryable<KeyOwner> Keys,
    IQueryable<ClientSwitch> Clients,
    IQueryable<NamedTools> Grants,
    IQueryable<PolicyId> ActiveProfiles,
    IQueryable<ProfileContent> Content,
    IQueryable<ProfileGiven> Given,
    IQueryable<Membership> Members)
{
    /// <summary>Over tables of the database, or lists.</summary>
    public static PolicyRows Of(
        IQueryable<VirtualKey> keys, IQueryable<McpClient> clients, IQueryable<Grant> grants, IQueryable<AccessProfile> profiles,
        IQueryable<ProfileGrant> content, IQueryable<ProfileAssignment> assignments, IQueryable<GroupMember> members) => new(
        keys.Select(key => new KeyOwner { Id = key.Id, UserId = key.OwnerUserId, GroupId = key.OwnerGroupId }),
        clients.Select(client => new ClientSwitch { Id = client.Id, IsOn = client.AllowOnAllVirtualKeys }),
        grants.Select(grant => new NamedTools { VirtualKeyId = grant.VirtualKeyId, McpClientId = grant.McpClientId, Tools = grant.Tools }),
        profiles.Where(profile => profile.IsActive).Select(profile => new PolicyId { Id = profile.Id }),
        content.Select(named => new ProfileContent { ProfileId = named.ProfileId, McpClientId = named.McpClientId, Tools = named.Tools }),
        assignments.Select(given => new ProfileGiven { ProfileId = given.ProfileId, VirtualKeyId = given.VirtualKeyId, UserId = given.UserId, GroupId = given.GroupId }),
        members.Select(member => new Membership { GroupId = member.GroupId, UserId = member.UserId }));

    /// <summary>Of these keys only: what is not asked is not worked out.</summary>
    public PolicyRows OfKeys(IQueryable<int> keys) => this with { Keys = Keys.Where(key => keys.Contains(key.Id)) };

    /// <summary>Of one key only.</summary>
    public PolicyRows OfKey(int id) => this with { Keys = Keys.Where(key => key.Id == id) };

    /// <summary>Of these MCP clients only.</summary>
    public PolicyRows OfClients(IQueryable<int> clients)
    {
        var content = Content.Where(named => clients.Contains(named.McpClientId));
        return this with
        {
            Clients = Clients.Where(client => clients.Contains(client.Id)),
            Grants = Grants.Where(grant => clients.Contains(grant.McpClientId)),
            Content = content,
            Given = Given.Where(given => content.Any(named => named.ProfileId == given.ProfileId)),
        };
    }
}

/// <summary>A virtual key and who owns it: one user, one group, or nobody.</summary>
public sealed class KeyOwner
{
    public int Id { get; init; }
    public int? UserId { get; init; }
    public int? GroupId { get; init; }
}

/// <summary>An MCP client and its switch "allow on all virtual keys".</summary>
public sealed class ClientSwitch
{
    public int Id { get; init; }
    public bool IsOn { get; init; }
}

/// <summary>An object by its id.</summary>
public sealed class PolicyId
{
    public int Id { get; init; }
}

/// <summary>A direct grant: it names the MCP client for the virtual key.</summary>
public sealed class NamedTools
{
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
    public required ToolList Tools { get; init; }
}

/// <summary>An MCP client in an access profile.</summary>
public sealed class ProfileContent
{
    public int ProfileId { get; init; }
    public int McpClientId { get; init; }
    public required ToolList Tools { get; init; }
}

/// <summary>An access profile given to exactly one of a virtual key, a user or a group.</summary>
public sealed class ProfileGiven
{
    public int ProfileId { get; init; }
    public int? VirtualKeyId { get; init; }
    public int? UserId { get; init; }
    public int? GroupId { get; init; }
}

/// <summary>A user in a group.</summary>
public sealed class Membership
{
    public int GroupId { get; init; }
    public int UserId { get; init; }
}
