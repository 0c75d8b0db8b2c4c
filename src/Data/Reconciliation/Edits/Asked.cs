using System.Globalization;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>One edit while it is resolved: looks up what it names and gathers what is wrong with it.</summary>
internal sealed class Asked(DashboardDbContext db, CancellationToken cancellation)
{
    /// <summary>Errors an answer names; the rest is a count.</summary>
    private const int MostErrors = 100;

    private readonly List<EditError> errors = [];
    private readonly Dictionary<int, ReadKey> read = [];
    private readonly Dictionary<ToolList, (string Of, string[] Names)> odd = [];

    public DashboardDbContext Db => db;

    public CancellationToken Cancellation => cancellation;

    public IReadOnlyList<EditError> Errors => errors;

    /// <summary>It names something that is not there.</summary>
    public bool NamesUnknown { get; private set; }

    public void Refuse(string code, string field, string message)
    {
        if (errors.Count < MostErrors)
            errors.Add(new(code, field, message));
    }

    /// <summary>Refuses an id that nothing has.</summary>
    public void RefuseUnknown(string code, string field, string message)
    {
        NamesUnknown = true;
        Refuse(code, field, message);
    }

    /// <summary>Refuses ids that are named more than once.</summary>
    public void RefuseTwice(IEnumerable<string> ids, string field, string what)
    {
        foreach (var twice in ids.GroupBy(id => id).Where(group => group.Count() > 1))
            Refuse("duplicate", field, $"{what} \"{twice.Key}\" is named twice. Name it once.");
    }

    /// <summary>Surrogate ids of MCP clients by public id; unknown ones are refused.</summary>
    public async Task<Dictionary<string, int>> ClientsAsync(IReadOnlyCollection<string> named)
    {
        var ids = named.Distinct().ToArray();
        var known = await db.McpClients.Where(client => ids.Contains(client.ClientId))
            .Select(client => new { client.ClientId, client.Id }).ToDictionaryAsync(client => client.ClientId, client => client.Id, cancellation);
        foreach (var unknown in ids.Where(id => !known.ContainsKey(id)))
            RefuseUnknown("unknown_mcp_client", "mcp_client_id", $"There is no MCP client \"{unknown}\".");
        return known;
    }

    /// <summary>Surrogate ids of virtual keys by public id; unknown ones are refused.</summary>
    public async Task<Dictionary<string, int>> KeysAsync(IReadOnlyCollection<string> named)
    {
        var ids = named.Distinct().ToArray();
        var known = (await ReadAsync(db.VirtualKeys.Join(ids, key => key.PublicId, id => id, (key, _) => key))).ToDictionary(key => key.PublicId, key => key.Id);
        foreach (var unknown in ids.Where(id => !known.ContainsKey(id)))
            RefuseUnknown("unknown_virtual_key", "virtual_key_id", $"There is no virtual key \"{unknown}\". It may have been deleted; reload the list.");
        return known;
    }

    /// <summary>Surrogate ids of users by public id; unknown ones are refused.</summary>
    public async Task<Dictionary<string, int>> UsersAsync(IReadOnlyCollection<string> named, string field = "user_id")
    {
        var ids = named.Distinct().ToArray();
        var known = await db.People.Where(user => ids.Contains(user.PublicId))
            .Select(user => new { user.PublicId, user.Id }).ToDictionaryAsync(user => user.PublicId, user => user.Id, cancellation);
        foreach (var unknown in ids.Where(id => !known.ContainsKey(id)))
            RefuseUnknown("unknown_user", field, $"There is no user \"{unknown}\". They may have been deleted; reload the list.");
        return known;
    }

    /// <summary>Surrogate ids of groups by public id; unknown ones are refused.</summary>
    public async Task<Dictionary<string, int>> GroupsAsync(IReadOnlyCollection<string> named, string field = "group_id")
    {
        var ids = named.Distinct().ToArray();
        var known = await db.Groups.Where(group => ids.Contains(group.PublicId))
            .Select(group => new { group.PublicId, group.Id }).ToDictionaryAsync(group => group.PublicId, group => group.Id, cancellation);
        foreach (var unknown in ids.Where(id => !known.ContainsKey(id)))
            RefuseUnknown("unknown_group", field, $"There is no group \"{unknown}\". It may have been deleted; reload the list.");
        return known;
    }

    /// <summary>
    /// The last change of who is in a group: what tells one plan for it from the next one like it. 0: there is none. What is given to a group
    /// (a key, an access profile) leaves a plan of its members as it was.
    /// </summary>
    public async Task<long> LastMembersChangeAsync(int groupId) =>
        await db.ChangedObjects
            .Where(row => row.Kind == ObjectKind.Group && row.ObjectId == groupId
                && db.Changes.Any(change => change.Id == row.ChangeId && (change.EditKind == EditKind.GroupMembers || change.EditKind == EditKind.Undo)))
            .MaxAsync(row => (long?)row.ChangeId, cancellation) ?? 0;

    /// <summary>What an undo asks for names something that is gone: one error in place of those found.</summary>
    public void RefuseAsGone(long changeId)
    {
        errors.Clear();
        Refuse("gone", "change_id", $"Change {changeId} cannot be undone: something it touched was deleted since.");
    }

    /// <summary>The tool list as asked for; a malformed one is refused. Names that no edit gives are noted: <see cref="RefuseOddTools"/>.</summary>
    public ToolList? Tools(IReadOnlyList<string> names, string of)
    {
        try
        {
            var tools = ToolList.Of(names);
            if (tools.Names.Where(name => NameText.WrongTool(name) is not null).ToArray() is { Length: > 0 } wrong)
                odd[tools] = (of, wrong);
            return tools;
        }
        catch (FormatException error)
        {
            Refuse("bad_tools", "tools_to_execute", $"{of}: {error.Message}");
            return null;
        }
    }

    /// <summary>Refuses tool names that nobody sees whole, except where the grant has them already: an import brought them, and who writes back what they read changes nothing.</summary>
    public void RefuseOddTools(IEnumerable<(ToolList? Before, ToolList? After)> changes)
    {
        foreach (var (before, after) in odd.Count == 0 ? [] : changes.Distinct())
            if (after is not null && odd.TryGetValue(after, out var of) && of.Names.Except(before?.Names ?? [], StringComparer.Ordinal).FirstOrDefault() is { } name)
                Refuse("bad_tools", "tools_to_execute", $"{of.Of}: {NameText.WrongTool(name)}");
    }

    /// <summary>Virtual keys as the plan names them: version and owner go into the fingerprint.</summary>
    public async Task<IReadOnlyList<EditedObject>> ObjectsAsync(int[] keyIds)
    {
        await ReadAsync(keyIds);
        return [.. keyIds.Where(read.ContainsKey).Order().Select(id => read[id])
            .Select(key => new EditedObject(ObjectKind.VirtualKey, key.Id, key.Name, string.Create(CultureInfo.InvariantCulture, $"{key.Version} {key.OwnerUserId} {key.OwnerGroupId}")))];
    }

    /// <summary>Each key that is named is read once: ten thousand of them take longer than their plan otherwise.</summary>
    private async Task<IReadOnlyList<ReadKey>> ReadAsync(IQueryable<VirtualKey> keys)
    {
        var rows = await keys.Select(key => new ReadKey(key.Id, key.PublicId, key.Name, key.Version, key.OwnerUserId, key.OwnerGroupId)).ToArrayAsync(cancellation);
        foreach (var key in rows)
            read[key.Id] = key;
        return rows;
    }

    private Task ReadAsync(int[] keyIds) =>
        keyIds.All(read.ContainsKey) ? Task.CompletedTask : ReadAsync(db.VirtualKeys.Where(key => keyIds.Contains(key.Id)));

    private sealed record ReadKey(int Id, string PublicId, string Name, int Version, int? OwnerUserId, int? OwnerGroupId);

    /// <summary>All rows keyed by these keys and by their people.</summary>
    public async Task<Scope> KeysAndPeopleAsync(int[] keyIds) => new Scope.KeysAndPeople(keyIds, await PeopleAsync(keyIds));

    /// <summary>The keys that these users and groups stand for.</summary>
    public async Task<int[]> KeysOfAsync(int[] users, int[] groups)
    {
        var policy = PolicyRows.Of(db);
        var ofUsers = policy.KeysOfUsers().Where(key => users.Contains(key.OwnerId)).Select(key => key.VirtualKeyId);
        var ofGroups = policy.KeysOfGroups().Where(key => groups.Contains(key.OwnerId)).Select(key => key.VirtualKeyId);
        return await ofUsers.Union(ofGroups).ToArrayAsync(cancellation);
    }

    /// <summary>The people of these keys are those of their owners: a group of fifty team keys is asked once.</summary>
    public async Task<int[]> PeopleAsync(int[] keyIds)
    {
        await ReadAsync(keyIds);
        int[] ofOwners = [.. keyIds.Where(read.ContainsKey).DistinctBy(id => (read[id].OwnerUserId, read[id].OwnerGroupId))];
        return await PeopleOf(ofOwners).Select(person => person.UserId).Distinct().Order().ToArrayAsync(cancellation);
    }

    /// <summary>The people of these keys, one row for each key and person.</summary>
    public IQueryable<PersonOfKey> PeopleOf(int[] keyIds) => Of(keyIds).PeopleOfKeys();

    private PolicyRows Of(int[] keyIds) => PolicyRows.Of(db).OfKeys(db.VirtualKeys.Where(key => keyIds.Contains(key.Id)).Select(key => key.Id));

    /// <summary>Those of the asked grants (null: none) that do not stand already, in the order key, client.</summary>
    public async Task<IReadOnlyList<GrantChange>> ChangesAsync(IReadOnlyDictionary<(int Key, int Client), ToolList?> asked)
    {
        var keyIds = asked.Keys.Select(pair => pair.Key).Distinct().ToArray();
        var clientIds = asked.Keys.Select(pair => pair.Client).Distinct().ToArray();
        var standing = (await db.Grants
            .Where(grant => keyIds.Contains(grant.VirtualKeyId) && clientIds.Contains(grant.McpClientId))
            .Select(grant => new { grant.VirtualKeyId, grant.McpClientId, grant.Tools }).ToArrayAsync(cancellation))
            .ToDictionary(grant => Grant.Pair(grant.VirtualKeyId, grant.McpClientId), grant => grant.Tools);
        GrantChange[] changes = [.. asked
            .Select(pair => new GrantChange(pair.Key.Key, pair.Key.Client, standing.GetValueOrDefault(Grant.Pair(pair.Key.Key, pair.Key.Client)), pair.Value))
            .Where(change => change.Before != change.After)
            .OrderBy(change => change.Pair)];
        RefuseOddTools(changes.Select(change => (change.Before, change.After)));
        return changes;
    }

    /// <summary>The first differences in words.</summary>
    public async Task<IReadOnlyList<PolicyLine>> WordsAsync(IReadOnlyList<GrantChange> grants, SwitchChange? allKeys = null)
    {
        var shown = grants.Take(PolicyLine.Shown).ToArray();
        var clientIds = shown.Select(change => change.McpClientId).Append(allKeys?.McpClientId ?? 0).Distinct().ToArray();
        var keyIds = shown.Select(change => change.VirtualKeyId).Distinct().ToArray();
        var clients = await db.McpClients.Where(client => clientIds.Contains(client.Id))
            .Select(client => new { client.Id, client.Name, client.Tools }).ToDictionaryAsync(client => client.Id, cancellation);
        var keys = await db.VirtualKeys.Where(key => keyIds.Contains(key.Id)).Select(key => new { key.Id, key.Name }).ToDictionaryAsync(key => key.Id, key => key.Name, cancellation);
        var lines = shown.Select(change => PolicyLines.Of(
            change, clients[change.McpClientId].Name, clients[change.McpClientId].Tools, keys[change.VirtualKeyId]));
        return [.. (allKeys is null ? lines : lines.Prepend(PolicyLines.Of(allKeys, clients[allKeys.McpClientId].Name))).Take(PolicyLine.Shown)];
    }
}
