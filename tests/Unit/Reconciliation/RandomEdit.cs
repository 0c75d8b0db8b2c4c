using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>A random edit of a world, of every kind in turn: the same random source, the same edit.</summary>
public static class RandomEdit
{
    public static Edit Of(World world, Random random) => random.Next(22) switch
    {
        0 or 1 or 2 => Allowlist(world, random),
        3 or 4 => Sharing(world, random),
        5 => BulkSets(world, random),
        6 => BulkRows(world, random),
        7 or 8 => new Edit.HeaderKeys(One(random, world.Clients).ClientId, World.Names(random)),
        9 => new Edit.DeleteVirtualKey(One(random, world.Keys).PublicId),
        10 when world.Users.Count > 0 => new Edit.DeleteUser(One(random, world.Users).PublicId),
        10 => new Edit.DeleteMcpClient(One(random, world.Clients).ClientId),
        11 or 12 or 13 when world.Profiles.Count > 0 => Profile(world, random),
        14 when world.Profiles.Count > 0 => new Edit.DeleteProfile(One(random, world.Profiles).PublicId),
        15 or 16 when world.Groups.Count > 0 && world.Users.Count > 0 => Members(world, random),
        17 when world.Groups.Count > 0 => new Edit.DeleteGroup(One(random, world.Groups).PublicId),
        < 19 => Owner(world, random),
        19 => new Edit.Purge(Some.Time.AddMinutes(random.Next(4)), random.Next(3) == 0 ? 2 : Edit.Purge.Most),
        20 when Revoked(world, random) is { Length: > 0 } ids => new Edit.RevokeCredentials(ids),
        _ => new Edit.Repair(),
    };

    /// <summary>Some rows of every kind, by public id; of flows those under way.</summary>
    private static string[] Revoked(World world, Random random) =>
    [
        .. world.Tokens.Select(row => $"t{row.Id}").Concat(world.Headers.Select(row => $"h{row.Id}"))
            .Concat(world.OAuthFlows.Where(row => row.Status is FlowStatus.Pending or FlowStatus.Claiming or FlowStatus.Authorized).Select(row => $"of{row.Id}"))
            .Concat(world.HeaderFlows.Where(row => row.Status == FlowStatus.Pending).Select(row => $"hf{row.Id}"))
            .Where(_ => random.Next(4) == 0),
    ];

    /// <summary>A random edit that can ask many rows: of a client, of many keys and clients, of a profile.</summary>
    public static Edit OfMany(World world, Random random) => random.Next(6) switch
    {
        0 or 1 => Sharing(world, random),
        2 => BulkSets(world, random),
        3 => BulkRows(world, random),
        4 when world.Profiles.Count > 0 => Profile(world, random),
        5 => new Edit.DeleteVirtualKey(One(random, world.Keys).PublicId),
        _ => Allowlist(world, random),
    };

    /// <summary>A random edit that deletes nothing, so that the world it is made for stays the one that is edited.</summary>
    public static Edit ThatDeletesNothing(World world, Random random) => random.Next(7) switch
    {
        0 => Allowlist(world, random),
        1 => Sharing(world, random),
        2 => BulkSets(world, random),
        3 when world.Profiles.Count > 0 => Profile(world, random),
        4 when world.Groups.Count > 0 && world.Users.Count > 0 => Members(world, random),
        5 => Owner(world, random),
        _ => BulkRows(world, random),
    };

    private static Edit.Profile Profile(World world, Random random)
    {
        var content = Clients(world, random);
        var whole = random.Next(3) == 0;
        var edit = whole
            ? new Edit.Profile(One(random, world.Profiles).PublicId, Set: content, Assigned: Who(world, random, _ => true))
            : new Edit.Profile(One(random, world.Profiles).PublicId, Add: content, Remove: Others(world, random, content));
        var given = Who(world, random, _ => random.Next(2) == 0);
        return edit with
        {
            IsActive = random.Next(4) switch { 0 => true, 1 => false, _ => null },
            Give = whole ? null : given,
            Take = whole ? null : Who(world, random, id => !given.VirtualKeys!.Concat(given.Users!).Concat(given.Groups!).Contains(id)),
        };
    }

    private static Assignees Who(World world, Random random, Func<string, bool> among) => new(
        [.. world.Keys.Select(key => key.PublicId).Where(id => among(id) && random.Next(3) == 0)],
        [.. world.Users.Select(user => user.PublicId).Where(id => among(id) && random.Next(3) == 0)],
        [.. world.Groups.Select(group => group.PublicId).Where(id => among(id) && random.Next(3) == 0)]);

    private static Edit.GroupMembers Members(World world, Random random)
    {
        var users = world.Users.Select(user => (user.PublicId, Joins: random.Next(2) == 0)).Where((_, at) => at == 0 || random.Next(2) == 0).ToArray();
        return new Edit.GroupMembers(
            One(random, world.Groups).PublicId, [.. users.Where(user => user.Joins).Select(user => user.PublicId)], [.. users.Where(user => !user.Joins).Select(user => user.PublicId)]);
    }

    private static Edit.Owner Owner(World world, Random random) => random.Next(3) switch
    {
        0 when world.Users.Count > 0 => new Edit.Owner(One(random, world.Keys).PublicId, UserId: One(random, world.Users).PublicId),
        1 when world.Groups.Count > 0 => new Edit.Owner(One(random, world.Keys).PublicId, GroupId: One(random, world.Groups).PublicId),
        _ => new Edit.Owner(One(random, world.Keys).PublicId),
    };

    private static Edit.Allowlist Allowlist(World world, Random random)
    {
        var key = One(random, world.Keys).PublicId;
        var asked = Clients(world, random);
        if (random.Next(2) == 0)
            return new Edit.Allowlist(key, Set: asked);
        return new Edit.Allowlist(key, Add: asked, Remove: Others(world, random, asked));
    }

    private static Edit.Sharing Sharing(World world, Random random)
    {
        var add = world.Keys.Where(_ => random.Next(3) == 0).Select(key => new KeyTools(key.PublicId, World.Tools(random).Names)).ToArray();
        var remove = world.Keys.Where(key => add.All(grant => grant.VirtualKeyId != key.PublicId) && random.Next(2) == 0).Select(key => key.PublicId).ToArray();
        return new Edit.Sharing(One(random, world.Clients).ClientId, random.Next(3) switch { 0 => true, 1 => false, _ => null }, add, remove);
    }

    private static Edit.Bulk BulkSets(World world, Random random)
    {
        var grant = Clients(world, random);
        var revoke = Others(world, random, grant);
        if (grant.Length + revoke.Length == 0)
            revoke = [world.Clients[0].ClientId];
        // A key that is always there keeps "nobody is meant" away.
        var who = random.Next(3) == 0 ? new BulkWho(All: true) : new BulkWho(
            [.. world.Keys.Where(_ => random.Next(3) == 0).Select(key => key.PublicId).Append(world.Keys[0].PublicId).Distinct()],
            [.. world.Users.Where(_ => random.Next(3) == 0).Select(user => user.PublicId)],
            [.. world.Groups.Where(_ => random.Next(3) == 0).Select(group => group.PublicId)]);
        return new Edit.Bulk(who, grant, revoke);
    }

    private static Edit.Bulk BulkRows(World world, Random random) => new(Rows:
    [
        .. from key in world.Keys
           from client in world.Clients
           where random.Next(2) == 0
           select random.Next(2) == 0
               ? new BulkRow(key.PublicId, client.ClientId, BulkAction.Grant, World.Tools(random).Names)
               : new BulkRow(key.PublicId, client.ClientId, BulkAction.Revoke),
    ]);

    private static ClientTools[] Clients(World world, Random random) =>
        [.. world.Clients.Where(_ => random.Next(2) == 0).Select(client => new ClientTools(client.ClientId, World.Tools(random).Names))];

    private static string[] Others(World world, Random random, ClientTools[] asked) =>
        [.. world.Clients.Where(client => asked.All(grant => grant.McpClientId != client.ClientId) && random.Next(2) == 0).Select(client => client.ClientId)];

    private static T One<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
