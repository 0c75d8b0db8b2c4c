using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>A random edit of a world, of every kind in turn: the same random source, the same edit.</summary>
public static class RandomEdit
{
    public static Edit Of(World world, Random random) => random.Next(12) switch
    {
        0 or 1 or 2 => Allowlist(world, random),
        3 or 4 => Sharing(world, random),
        5 => BulkSets(world, random),
        6 => BulkRows(world, random),
        7 or 8 => new Edit.HeaderKeys(One(random, world.Clients).ClientId, World.Names(random)),
        9 => new Edit.DeleteVirtualKey(One(random, world.Keys).PublicId),
        10 when world.Users.Count > 0 => new Edit.DeleteUser(One(random, world.Users).PublicId),
        10 => new Edit.DeleteMcpClient(One(random, world.Clients).ClientId),
        _ => new Edit.Repair(),
    };

    /// <summary>A random edit that deletes nothing, so that the world it is made for stays the one that is edited.</summary>
    public static Edit OfGrants(World world, Random random) => random.Next(4) switch
    {
        0 => Allowlist(world, random),
        1 => Sharing(world, random),
        2 => BulkSets(world, random),
        _ => BulkRows(world, random),
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
