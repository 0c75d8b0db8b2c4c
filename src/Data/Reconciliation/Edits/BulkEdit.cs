using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>
/// Any set of keys and clients: as sets, or row by row. The number of statements does not grow with either. What it asks is the named
/// clients of the named keys and of their people: like a sharing edit it heals no other client's drift behind the admin's back.
/// </summary>
internal static class BulkEdit
{
    public static async Task<ResolvedEdit?> ProposeAsync(Asked asked, Edit.Bulk edit)
    {
        if ((edit.Rows is null) == (edit.Who is null))
            asked.Refuse("empty_edit", "edit", "Say whose keys and which clients: \"who\" with \"grant\" and \"revoke\", or \"rows\"; one of the two.");
        if (asked.Errors.Count > 0)
            return null;
        var (scope, pairs) = edit.Rows is { } rows ? await RowsAsync(asked, rows) : await SetsAsync(asked, edit, edit.Who!);
        if (asked.Errors.Count > 0)
            return null;
        var changes = await asked.ChangesAsync(pairs);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = await asked.ObjectsAsync([.. changes.Select(change => change.VirtualKeyId).Distinct()]),
            Grants = changes,
            Scope = scope,
            Policy = await asked.WordsAsync(changes),
        };
    }

    private static async Task<(Scope Scope, Dictionary<(int, int), ToolList?> Pairs)> RowsAsync(Asked asked, IReadOnlyList<BulkRow> rows)
    {
        foreach (var twice in rows.GroupBy(row => (row.VirtualKeyId, row.McpClientId)).Where(group => group.Count() > 1))
            asked.Refuse(
                twice.Select(row => row.Action).Distinct().Count() > 1 ? "contradiction" : "duplicate", "rows",
                $"Key \"{twice.Key.VirtualKeyId}\" and MCP client \"{twice.Key.McpClientId}\" are named in more than one row. Keep one.");
        var keys = await asked.KeysAsync([.. rows.Select(row => row.VirtualKeyId)]);
        var clients = await asked.ClientsAsync([.. rows.Select(row => row.McpClientId)]);
        var pairs = new Dictionary<(int, int), ToolList?>(rows.Count);
        foreach (var row in rows)
        {
            var tools = row.Action == BulkAction.Revoke ? null : asked.Tools(row.ToolsToExecute ?? ["*"], $"{row.VirtualKeyId}, {row.McpClientId}");
            if (asked.Errors.Count == 0)
                pairs[(keys[row.VirtualKeyId], clients[row.McpClientId])] = tools;
        }
        if (asked.Errors.Count > 0)
            return (Scope.Nothing, []);
        var people = (await asked.PeopleOf([.. keys.Values.Order()]).ToArrayAsync(asked.Cancellation)).ToLookup(person => person.VirtualKeyId, person => person.UserId);
        return (new Scope.Pairs(
            [.. pairs.Keys.Select(pair => Grant.Pair(pair.Item1, pair.Item2)).Order()],
            [.. pairs.Keys.SelectMany(pair => people[pair.Item1].Select(user => Grant.Pair(user, pair.Item2))).Distinct().Order()]), pairs);
    }

    private static async Task<(Scope Scope, Dictionary<(int, int), ToolList?> Pairs)> SetsAsync(Asked asked, Edit.Bulk edit, BulkWho who)
    {
        var grant = edit.Grant ?? [];
        var revoke = edit.Revoke ?? [];
        if (grant.Count + revoke.Count == 0)
            asked.Refuse("empty_edit", "grant", "Say which MCP clients to grant or to revoke.");
        string[] named = [.. grant.Select(asks => asks.McpClientId), .. revoke];
        asked.RefuseTwice(named, "mcp_client_id", "MCP client");
        var clients = await asked.ClientsAsync(named);
        var tools = grant.Select(asks => asked.Tools(asks.ToolsToExecute, asks.McpClientId)).ToArray();
        var keys = await WhoAsync(asked, who);
        if (asked.Errors.Count > 0)
            return (Scope.Nothing, []);
        var lists = grant.Zip(tools, (asks, list) => (Client: clients[asks.McpClientId], Tools: list))
            .Concat(revoke.Select(id => (Client: clients[id], Tools: (ToolList?)null))).ToArray();
        var pairs = new Dictionary<(int, int), ToolList?>(keys.Length * lists.Length);
        foreach (var key in keys)
            foreach (var (client, list) in lists)
                pairs[(key, client)] = list;
        return (Scope.Of(keys, await asked.PeopleAsync(keys), [.. lists.Select(list => list.Client)]), pairs);
    }

    /// <summary>Keys by id, the keys that users own, the keys that groups own and their members own.</summary>
    private static async Task<int[]> WhoAsync(Asked asked, BulkWho who)
    {
        var db = asked.Db;
        if (who.All)
            return await db.VirtualKeys.Select(key => key.Id).Order().ToArrayAsync(asked.Cancellation);
        var keys = new SortedSet<int>((await asked.KeysAsync([.. who.VirtualKeyIds ?? []])).Values);
        int[] owners = [.. (await asked.UsersAsync(who.UserIds ?? [], "user_ids")).Values];
        int[] teams = [.. (await asked.GroupsAsync(who.GroupIds ?? [], "group_ids")).Values];
        keys.UnionWith(await asked.KeysOfAsync(owners, teams));
        if (keys.Count == 0 && asked.Errors.Count == 0)
            asked.Refuse("nobody", "who", "No virtual key is meant: name keys, or users or groups that own some.");
        return [.. keys];
    }
}
