using Gatehouse.Data.Directory;

namespace Gatehouse.Data.Policy;

/// <summary>The rows cover is decided from: tables of the database, or lists in memory.</summary>
public sealed record PolicyRows(
    IQueryable<VirtualKey> VirtualKeys,
    IQueryable<McpClient> McpClients,
    IQueryable<Grant> Grants,
    IQueryable<AccessProfile> AccessProfiles,
    IQueryable<ProfileGrant> ProfileGrants,
    IQueryable<ProfileAssignment> ProfileAssignments,
    IQueryable<GroupMember> GroupMembers)
{
    public static PolicyRows Of(DashboardDbContext db) => new(
        db.VirtualKeys, db.McpClients, db.Grants, db.AccessProfiles, db.ProfileGrants, db.ProfileAssignments, db.GroupMembers);
}

/// <summary>A virtual key that reaches an MCP client, with its owner: users reach through the keys they are people of.</summary>
public sealed class Reach
{
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
    public int? OwnerUserId { get; init; }
    public int? OwnerGroupId { get; init; }
}

/// <summary>A user who is one of the people of a virtual key.</summary>
public sealed class PersonOfKey
{
    public int VirtualKeyId { get; init; }
    public int UserId { get; init; }
}

/// <summary>An access profile that names an MCP client for a virtual key.</summary>
public sealed class ProfileSource
{
    public int ProfileId { get; init; }
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
    public required ToolList Tools { get; init; }
}

/// <summary>The definition of cover, once: reconciliation, the runtime check and every page that says "reached through" ask here.</summary>
public static class Cover
{
    /// <summary>
    /// Active profiles that a key has: given to the key itself, to its owning user, to a group that user is a member of, or to its
    /// owning group; one row per key, profile and MCP client the profile names.
    /// </summary>
    public static IQueryable<ProfileSource> ProfileSources(this PolicyRows policy) =>
        from named in policy.ProfileGrants
        from key in policy.VirtualKeys
        where policy.AccessProfiles.Any(profile => profile.Id == named.ProfileId && profile.IsActive)
        where policy.ProfileAssignments.Any(given => given.ProfileId == named.ProfileId && given.VirtualKeyId == key.Id)
            || policy.ProfileAssignments.Any(given => given.ProfileId == named.ProfileId && given.UserId != null && given.UserId == key.OwnerUserId)
            || policy.ProfileAssignments.Any(given => given.ProfileId == named.ProfileId && given.GroupId != null && given.GroupId == key.OwnerGroupId)
            || policy.GroupMembers.Any(member => member.UserId == key.OwnerUserId
                && policy.ProfileAssignments.Any(given => given.ProfileId == named.ProfileId && given.GroupId == member.GroupId))
        select new ProfileSource { ProfileId = named.ProfileId, VirtualKeyId = key.Id, McpClientId = named.McpClientId, Tools = named.Tools };

    /// <summary>The people of each key: its owning user, or the members of its owning group.</summary>
    public static IQueryable<PersonOfKey> PeopleOfKeys(this PolicyRows policy) =>
        policy.VirtualKeys
            .Where(key => key.OwnerUserId != null)
            .Select(key => new PersonOfKey { VirtualKeyId = key.Id, UserId = key.OwnerUserId!.Value })
            .Concat(
                from key in policy.VirtualKeys
                join member in policy.GroupMembers on key.OwnerGroupId equals member.GroupId
                select new PersonOfKey { VirtualKeyId = key.Id, UserId = member.UserId });

    /// <summary>
    /// covered(key, client): some source that names the client for the key grants at least one tool; or no source names it and it
    /// is allowed on all virtual keys. A source with an empty tool list names the client, grants nothing and blocks that fallback.
    /// </summary>
    public static IQueryable<Reach> Reached(this PolicyRows policy, PolicyOverlay overlay)
    {
        var (touched, granted, denied, opened, closed, gone) = overlay;
        var none = ToolList.None;
        var standing = policy.Grants.Where(grant =>
            !touched.Contains(grant.VirtualKeyId * 4294967296L + grant.McpClientId));
        var profiles = policy.ProfileSources();
        return
            from key in policy.VirtualKeys
            where !gone.Contains(key.Id)
            from client in policy.McpClients
            where granted.Contains(key.Id * 4294967296L + client.Id)
                || standing.Any(grant => grant.VirtualKeyId == key.Id && grant.McpClientId == client.Id && grant.Tools != none)
                || profiles.Any(source => source.VirtualKeyId == key.Id && source.McpClientId == client.Id && source.Tools != none)
                || ((client.AllowOnAllVirtualKeys || opened.Contains(client.Id))
                    && !closed.Contains(client.Id)
                    && !denied.Contains(key.Id * 4294967296L + client.Id)
                    && !standing.Any(grant => grant.VirtualKeyId == key.Id && grant.McpClientId == client.Id)
                    && !profiles.Any(source => source.VirtualKeyId == key.Id && source.McpClientId == client.Id))
            select new Reach
            {
                VirtualKeyId = key.Id,
                McpClientId = client.Id,
                OwnerUserId = key.OwnerUserId,
                OwnerGroupId = key.OwnerGroupId,
            };
    }
}
