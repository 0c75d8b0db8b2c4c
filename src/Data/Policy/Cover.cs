namespace Gatehouse.Data.Policy;

/// <summary>A virtual key that reaches an MCP client.</summary>
public sealed class Reach
{
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
}

/// <summary>A user who is one of the people of a virtual key.</summary>
public sealed class PersonOfKey
{
    public int VirtualKeyId { get; init; }
    public int UserId { get; init; }
}

/// <summary>A virtual key that has an access profile; once for each way it has it.</summary>
public sealed class KeyProfile
{
    public int VirtualKeyId { get; init; }
    public int ProfileId { get; init; }
}

/// <summary>An access profile that names an MCP client for a virtual key, with its tools.</summary>
public sealed class ProfileSource
{
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }
    public int ProfileId { get; init; }
    public required ToolList Tools { get; init; }
}

/// <summary>An MCP client that some source names for a virtual key: an access profile, or a direct grant.</summary>
public sealed class NamedForKey
{
    public int VirtualKeyId { get; init; }
    public int McpClientId { get; init; }

    /// <summary>With at least one tool.</summary>
    public bool HasTools { get; init; }
}

/// <summary>What cover is asked of: policy with what follows from it, worked out in place or kept in tables beforehand.</summary>
/// <param name="Keys">Virtual keys.</param>
/// <param name="Clients">MCP clients with their switch.</param>
/// <param name="Grants">Direct grants.</param>
/// <param name="Profiles">What access profiles name for each key.</param>
/// <param name="People">The people of each key.</param>
public sealed record CoverRows(
    IQueryable<KeyOwner> Keys, IQueryable<ClientSwitch> Clients, IQueryable<NamedTools> Grants, IQueryable<NamedForKey> Profiles, IQueryable<PersonOfKey> People);

/// <summary>Who reaches what under one policy, and who the people of each key are.</summary>
public sealed record Reachable(IQueryable<Reach> Reached, IQueryable<PersonOfKey> People);

/// <summary>The definition of cover, once: reconciliation, the runtime check and every page that says "reached through" ask here.</summary>
public static class Cover
{
    /// <summary>The people of each key: its owning user, or the members of its owning group.</summary>
    public static IQueryable<PersonOfKey> PeopleOfKeys(this PolicyRows policy) =>
        policy.Keys
            .Where(key => key.UserId != null)
            .Select(key => new PersonOfKey { VirtualKeyId = key.Id, UserId = key.UserId!.Value })
            .Concat(
                from key in policy.Keys
                join member in policy.Members on key.GroupId equals member.GroupId
                select new PersonOfKey { VirtualKeyId = key.Id, UserId = member.UserId });

    /// <summary>The access profiles a key has, active or not: given to it, to its owner, or to a group that its owning user is a member of.</summary>
    public static IQueryable<KeyProfile> ProfilesOfKeys(this PolicyRows policy) =>
        (from given in policy.Given
         join key in policy.Keys on given.VirtualKeyId equals key.Id
         select new KeyProfile { VirtualKeyId = key.Id, ProfileId = given.ProfileId })
        .Concat(
            from given in policy.Given
            join key in policy.Keys on given.UserId equals key.UserId
            select new KeyProfile { VirtualKeyId = key.Id, ProfileId = given.ProfileId })
        .Concat(
            from given in policy.Given
            join key in policy.Keys on given.GroupId equals key.GroupId
            select new KeyProfile { VirtualKeyId = key.Id, ProfileId = given.ProfileId })
        .Concat(
            from given in policy.Given
            join member in policy.Members on given.GroupId equals member.GroupId
            join key in policy.Keys on member.UserId equals key.UserId
            select new KeyProfile { VirtualKeyId = key.Id, ProfileId = given.ProfileId });

    /// <summary>
    /// What active access profiles name for each key; a key that has a profile in two ways is there twice. A union of plain joins:
    /// narrow the policy first (<see cref="PolicyRows.OfKeys"/>, <see cref="PolicyRows.OfClients"/>), or all of it is worked out.
    /// </summary>
    public static IQueryable<ProfileSource> ProfileSources(this PolicyRows policy) =>
        from named in policy.Content
        join active in policy.ActiveProfiles on named.ProfileId equals active.Id
        join key in policy.ProfilesOfKeys() on named.ProfileId equals key.ProfileId
        select new ProfileSource { VirtualKeyId = key.VirtualKeyId, McpClientId = named.McpClientId, ProfileId = named.ProfileId, Tools = named.Tools };

    /// <summary>The same without the profiles' names: all that cover asks of them.</summary>
    public static IQueryable<NamedForKey> NamedByProfiles(this PolicyRows policy)
    {
        var none = ToolList.None;
        return policy.ProfileSources().Select(source => new NamedForKey
        {
            VirtualKeyId = source.VirtualKeyId,
            McpClientId = source.McpClientId,
            HasTools = source.Tools != none,
        });
    }

    /// <summary>What direct grants name, in the same form.</summary>
    public static IQueryable<NamedForKey> NamedDirectly(this PolicyRows policy)
    {
        var none = ToolList.None;
        return policy.Grants.Select(grant => new NamedForKey { VirtualKeyId = grant.VirtualKeyId, McpClientId = grant.McpClientId, HasTools = grant.Tools != none });
    }

    /// <summary>Policy as cover is asked of it, everything worked out in place.</summary>
    public static CoverRows Rows(this PolicyRows policy) =>
        new(policy.Keys, policy.Clients, policy.Grants, policy.NamedByProfiles(), policy.PeopleOfKeys());

    /// <summary>Who reaches what under this policy.</summary>
    public static IQueryable<Reach> Reached(this PolicyRows policy) => policy.Rows().Reached();

    /// <summary>Who reaches what under this policy, worked out in place.</summary>
    public static Reachable Reachable(this PolicyRows policy) => new(policy.Reached(), policy.PeopleOfKeys());

    /// <summary>
    /// covered(key, client): some source that names the client for the key grants at least one tool; or no source names it and it
    /// is allowed on all virtual keys. A source with an empty tool list names the client, grants nothing and blocks that fallback.
    /// </summary>
    public static IQueryable<Reach> Reached(this CoverRows rows)
    {
        var none = ToolList.None;
        // The fallback is asked first: of most keys it answers with the fewest look-ups, whatever it says.
        return
            from key in rows.Keys
            from client in rows.Clients
            where (client.IsOn
                    && !rows.Grants.Any(grant => grant.VirtualKeyId == key.Id && grant.McpClientId == client.Id)
                    && !rows.Profiles.Any(named => named.VirtualKeyId == key.Id && named.McpClientId == client.Id))
                || rows.Grants.Any(grant => grant.VirtualKeyId == key.Id && grant.McpClientId == client.Id && grant.Tools != none)
                || rows.Profiles.Any(named => named.VirtualKeyId == key.Id && named.McpClientId == client.Id && named.HasTools)
            select new Reach { VirtualKeyId = key.Id, McpClientId = client.Id };
    }
}
