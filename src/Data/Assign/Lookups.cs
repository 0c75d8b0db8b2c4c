using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Assign;

/// <summary>Everything that the rows of a file name, looked up with a number of statements that does not grow with the rows.</summary>
internal sealed class Lookups(DashboardDbContext db, CancellationToken cancellation)
{
    public Names Keys { get; } = new("virtual key", "unknown_virtual_key");

    public Names Users { get; } = new("user", "unknown_user");

    public Names Groups { get; } = new("group", "unknown_group");

    public Names Clients { get; } = new("MCP client", "unknown_mcp_client");

    /// <summary>Clients by surrogate id, with the tools their servers listed.</summary>
    public Dictionary<int, AssignClient> ClientById { get; private set; } = [];

    /// <summary>Keys that rows mean, by surrogate id.</summary>
    public Dictionary<int, Named> KeyById { get; } = [];

    private ILookup<int, int> keysOfUsers = Array.Empty<int>().ToLookup(id => id);
    private ILookup<int, int> keysOfGroups = Array.Empty<int>().ToLookup(id => id);

    public async Task ReadAsync(IReadOnlyCollection<AssignRow> rows)
    {
        ClientById = await db.McpClients.AsNoTracking().Select(client => new AssignClient(client.Id, client.ClientId, client.Name, client.Tools))
            .ToDictionaryAsync(client => client.Id, cancellation);
        Named[] clients = [.. ClientById.Values.Select(client => new Named(client.Id, client.PublicId, client.Name))];
        Clients.Add(clients);
        Clients.AddAll(clients);
        await KeysAsync(Asked(rows, AssignTo.VirtualKey));
        await UsersAsync(Asked(rows, AssignTo.User));
        await GroupsAsync(Asked(rows, AssignTo.Group));
    }

    /// <summary>The keys that a target means: itself, those a user owns, those a group and its members own.</summary>
    public IEnumerable<int> KeysOf(AssignTo kind, int id) => kind switch
    {
        AssignTo.VirtualKey => [id],
        AssignTo.User => keysOfUsers[id],
        _ => keysOfGroups[id],
    };

    public Names Of(AssignTo kind) => kind switch
    {
        AssignTo.VirtualKey => Keys,
        AssignTo.User => Users,
        _ => Groups,
    };

    private static string[] Asked(IReadOnlyCollection<AssignRow> rows, AssignTo kind) =>
        [.. rows.Where(row => row.Kind == kind).Select(row => row.Target).Distinct()];

    private async Task KeysAsync(string[] asked)
    {
        if (asked.Length == 0)
            return;
        Keys.Add(Keep(await db.VirtualKeys.Where(key => asked.Contains(key.PublicId)).Select(key => new Named(key.Id, key.PublicId, key.Name)).ToArrayAsync(cancellation)));
        Keys.Add(Keep(await db.VirtualKeys.Where(key => asked.Contains(key.Name)).Select(key => new Named(key.Id, key.PublicId, key.Name)).ToArrayAsync(cancellation)));
        if (!asked.All(Keys.Knows))
            Keys.AddAll(Keep(await db.VirtualKeys.OrderBy(key => key.Id).Select(key => new Named(key.Id, key.PublicId, key.Name)).ToArrayAsync(cancellation)));
    }

    private async Task UsersAsync(string[] asked)
    {
        if (asked.Length == 0)
            return;
        Named[] found = [
            .. await db.People.Where(user => asked.Contains(user.PublicId)).Select(user => new Named(user.Id, user.PublicId, user.UserName)).ToArrayAsync(cancellation),
            .. await db.People.Where(user => asked.Contains(user.UserName)).Select(user => new Named(user.Id, user.PublicId, user.UserName)).ToArrayAsync(cancellation)];
        Users.Add(found);
        if (!asked.All(Users.Knows))
        {
            Named[] all = await db.People.OrderBy(user => user.Id).Select(user => new Named(user.Id, user.PublicId, user.UserName)).ToArrayAsync(cancellation);
            Users.AddAll(all);
            found = all;
        }
        var ids = found.Select(user => user.Id).Distinct().ToArray();
        keysOfUsers = await OwnedAsync(PolicyRows.Of(db).KeysOfUsers(), ids);
    }

    private async Task GroupsAsync(string[] asked)
    {
        if (asked.Length == 0)
            return;
        // Teams are few: all of them are read.
        Named[] all = await db.Groups.OrderBy(group => group.Id).Select(group => new Named(group.Id, group.PublicId, group.DisplayName)).ToArrayAsync(cancellation);
        Groups.Add(all);
        Groups.AddAll(all);
        var ids = asked.Select(text => Groups.Find(text, out _)).OfType<Named>().Select(group => group.Id).Distinct().ToArray();
        keysOfGroups = await OwnedAsync(PolicyRows.Of(db).KeysOfGroups(), ids);
    }

    /// <summary>The direct grants that stand between these keys and clients, by <see cref="Grant.Pair"/>.</summary>
    public async Task<Dictionary<long, ToolList>> StandingAsync(int[] keyIds, int[] clientIds) =>
        await db.Grants.Where(grant => keyIds.Contains(grant.VirtualKeyId) && clientIds.Contains(grant.McpClientId))
            .Select(grant => new { grant.VirtualKeyId, grant.McpClientId, grant.Tools })
            .ToDictionaryAsync(grant => Grant.Pair(grant.VirtualKeyId, grant.McpClientId), grant => grant.Tools, cancellation);

    private Named[] Keep(Named[] keys)
    {
        foreach (var key in keys)
            KeyById[key.Id] = key;
        return keys;
    }

    private async Task<ILookup<int, int>> OwnedAsync(IQueryable<OwnedKey> keys, int[] owners)
    {
        var owned = await keys.Where(key => owners.Contains(key.OwnerId))
            .Join(db.VirtualKeys, key => key.VirtualKeyId, row => row.Id, (key, row) => new { key.OwnerId, row.Id, row.PublicId, row.Name }).ToArrayAsync(cancellation);
        foreach (var key in owned)
            KeyById[key.Id] = new(key.Id, key.PublicId, key.Name);
        return owned.OrderBy(key => key.Name, Folding.Comparer).ThenBy(key => key.Id).ToLookup(key => key.OwnerId, key => key.Id);
    }
}

/// <summary>An MCP client as a sheet names it.</summary>
/// <param name="Id">Surrogate id.</param>
/// <param name="PublicId">The id outside.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tools">What its server listed.</param>
public sealed record AssignClient(int Id, string PublicId, string Name, IReadOnlyList<string> Tools);
