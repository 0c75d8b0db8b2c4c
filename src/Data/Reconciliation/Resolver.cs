using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Resolves an edit, in public ids, to a <see cref="Proposal"/> against the policy as it stands. One method per kind of edit.</summary>
internal static class Resolver
{
    /// <summary>The proposal, or null with every error of the edit.</summary>
    public static async Task<(Proposal? Proposal, IReadOnlyList<EditError> Errors)> ResolveAsync(
        DashboardDbContext db, Edit edit, CancellationToken cancellation)
    {
        var errors = new List<EditError>();
        var proposal = edit switch
        {
            Edit.Allowlist allowlist => await AllowlistAsync(db, allowlist, errors, cancellation),
            Edit.Undo undo => await UndoAsync(db, undo, errors, cancellation),
            _ => throw new NotSupportedException(edit.GetType().Name),
        };
        return errors.Count == 0 ? (proposal, errors) : (null, errors);
    }

    private static async Task<Proposal?> AllowlistAsync(
        DashboardDbContext db, Edit.Allowlist edit, List<EditError> errors, CancellationToken cancellation)
    {
        var key = await Keys(db.VirtualKeys.Where(row => row.PublicId == edit.VirtualKeyId)).FirstOrDefaultAsync(cancellation);
        if (key is null)
        {
            errors.Add(new("unknown_virtual_key", "virtual_key_id", $"There is no virtual key \"{edit.VirtualKeyId}\". It may have been deleted; reload the list."));
            return null;
        }
        if (edit.Set is null && edit.Add is null && edit.Remove is null)
            errors.Add(new("empty_edit", "edit", "Say what to change: \"set\", or \"add\" and \"remove\"."));
        if (edit.Set is not null && (edit.Add is not null || edit.Remove is not null))
            errors.Add(new("contradiction", "set", "\"set\" replaces the whole allowlist and cannot stand beside \"add\" or \"remove\"."));

        var named = (edit.Set ?? []).Concat(edit.Add ?? []).Select(asked => asked.McpClientId).Concat(edit.Remove ?? []).ToArray();
        foreach (var twice in named.GroupBy(id => id).Where(group => group.Count() > 1))
            errors.Add(new("duplicate", "mcp_client_id", $"MCP client \"{twice.Key}\" is named twice. Name it once."));
        var clients = await db.McpClients.Where(client => named.Contains(client.ClientId))
            .ToDictionaryAsync(client => client.ClientId, client => client.Id, cancellation);
        foreach (var unknown in named.Distinct().Where(id => !clients.ContainsKey(id)))
            errors.Add(new("unknown_mcp_client", "mcp_client_id", $"There is no MCP client \"{unknown}\"."));

        var asked = new Dictionary<int, ToolList?>();
        foreach (var grant in (edit.Set ?? []).Concat(edit.Add ?? []))
        {
            try
            {
                var tools = ToolList.Of(grant.ToolsToExecute);
                if (clients.TryGetValue(grant.McpClientId, out var id))
                    asked[id] = tools;
            }
            catch (FormatException error)
            {
                errors.Add(new("bad_tools", "tools_to_execute", $"{grant.McpClientId}: {error.Message}"));
            }
        }
        if (errors.Count > 0)
            return null;

        var standing = await db.Grants.Where(grant => grant.VirtualKeyId == key.Id)
            .ToDictionaryAsync(grant => grant.McpClientId, grant => grant.Tools, cancellation);
        foreach (var id in edit.Remove ?? [])
            asked[clients[id]] = null;
        if (edit.Set is not null)
            foreach (var id in standing.Keys.Where(id => !asked.ContainsKey(id)))
                asked[id] = null;

        var changes = asked
            .Select(pair => new GrantChange(key.Id, pair.Key, standing.GetValueOrDefault(pair.Key), pair.Value))
            .Where(change => change.Before != change.After)
            .OrderBy(change => change.McpClientId)
            .ToArray();
        return await ProposeAsync(db, edit, [key], changes, null, cancellation);
    }

    private static async Task<Proposal?> UndoAsync(
        DashboardDbContext db, Edit.Undo edit, List<EditError> errors, CancellationToken cancellation)
    {
        if (!await db.Changes.AnyAsync(change => change.Id == edit.ChangeId, cancellation))
        {
            errors.Add(new("unknown_change", "change_id", $"There is no change {edit.ChangeId}."));
            return null;
        }
        var written = await db.ChangedGrants.AsNoTracking().Where(row => row.ChangeId == edit.ChangeId).ToArrayAsync(cancellation);
        var keyIds = written.Select(row => row.VirtualKeyId).Distinct().ToArray();
        var keys = await Keys(db.VirtualKeys.Where(key => keyIds.Contains(key.Id)).OrderBy(key => key.Id)).ToArrayAsync(cancellation);
        var clientIds = written.Select(row => row.McpClientId).Distinct().ToArray();
        var clientsLeft = await db.McpClients.CountAsync(client => clientIds.Contains(client.Id), cancellation);
        if (keys.Length < keyIds.Length || clientsLeft < clientIds.Length)
        {
            errors.Add(new("gone", "change_id", $"Change {edit.ChangeId} cannot be undone: a virtual key or MCP client it touched was deleted since."));
            return null;
        }
        var standing = await db.Grants
            .Where(grant => keyIds.Contains(grant.VirtualKeyId) && clientIds.Contains(grant.McpClientId))
            .ToDictionaryAsync(grant => (grant.VirtualKeyId, grant.McpClientId), grant => grant.Tools, cancellation);
        var changes = written
            .Select(row => new GrantChange(
                row.VirtualKeyId, row.McpClientId, standing.GetValueOrDefault((row.VirtualKeyId, row.McpClientId)), row.Before))
            .Where(change => change.Before != change.After)
            .OrderBy(change => change.VirtualKeyId).ThenBy(change => change.McpClientId)
            .ToArray();
        return await ProposeAsync(db, edit, keys, changes, edit.ChangeId, cancellation);
    }

    private static async Task<Proposal> ProposeAsync(
        DashboardDbContext db, Edit edit, IReadOnlyList<EditedKey> keys, IReadOnlyList<GrantChange> grants, long? undoes, CancellationToken cancellation)
    {
        var shown = grants.Take(PolicyLine.Shown).Select(change => change.McpClientId).Distinct().ToArray();
        var clients = await db.McpClients.Where(client => shown.Contains(client.Id))
            .Select(client => new { client.Id, client.Name, client.Tools }).ToDictionaryAsync(client => client.Id, cancellation);
        var keyNames = keys.ToDictionary(key => key.Id, key => key.Name);
        var keyIds = keys.Select(key => key.Id).ToArray();
        var people = PolicyRows.Of(db).PeopleOfKeys().Where(person => keyIds.Contains(person.VirtualKeyId)).Select(person => person.UserId).Distinct();
        return new Proposal
        {
            Edit = edit,
            Keys = keys,
            Grants = grants,
            Scope = new Scope.KeysAndPeople(keyIds, await people.Order().ToArrayAsync(cancellation)),
            UndoesChangeId = undoes,
            Policy = [.. grants.Take(PolicyLine.Shown).Select(change => PolicyLines.Of(
                change, clients[change.McpClientId].Name, clients[change.McpClientId].Tools.Count, keyNames[change.VirtualKeyId]))],
        };
    }

    private static IQueryable<EditedKey> Keys(IQueryable<VirtualKey> keys) => keys.Select(key =>
        new EditedKey(key.Id, key.PublicId, key.Name, key.Version, key.OwnerUserId, key.OwnerGroupId));
}
