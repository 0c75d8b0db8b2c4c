using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>Who may reach one MCP client: its grants and the switch for all virtual keys.</summary>
internal static class SharingEdit
{
    public static async Task<ResolvedEdit?> ProposeAsync(Asked asked, Edit.Sharing edit)
    {
        var names = edit.PerUserHeaderKeys is { } asks ? await HeaderKeysEdit.ProposeAsync(asked, new Edit.HeaderKeys(edit.McpClientId, asks)) : null;
        if (edit.PerUserHeaderKeys is null)
            await asked.ClientsAsync([edit.McpClientId]);
        if (edit.AllowOnAllVirtualKeys is null && edit.Add is null && edit.Remove is null && edit.Set is null && edit.PerUserHeaderKeys is null)
            asked.Refuse("empty_edit", "edit", "Say what to change: \"allow_on_all_virtual_keys\", \"add\", \"remove\", \"set\" or \"per_user_header_keys\".");
        if (edit.Set is not null && (edit.Add is not null || edit.Remove is not null))
            asked.Refuse("contradiction", "set", "\"set\" replaces all grants of the client and cannot stand beside \"add\" or \"remove\".");
        var granted = (edit.Set ?? []).Concat(edit.Add ?? []).ToArray();
        string[] named = [.. granted.Select(grant => grant.VirtualKeyId), .. edit.Remove ?? []];
        asked.RefuseTwice(named, "virtual_key_id", "Virtual key");
        var keys = await asked.KeysAsync(named);
        var tools = granted.Select(grant => asked.Tools(grant.ToolsToExecute, grant.VirtualKeyId)).ToArray();
        if (asked.Errors.Count > 0)
            return null;

        var client = await asked.Db.McpClients.SingleAsync(row => row.ClientId == edit.McpClientId, asked.Cancellation);
        var pairs = new Dictionary<(int, int), ToolList?>();
        foreach (var (grant, list) in granted.Zip(tools))
            pairs[(keys[grant.VirtualKeyId], client.Id)] = list;
        foreach (var id in edit.Remove ?? [])
            pairs[(keys[id], client.Id)] = null;
        if (edit.Set is not null)
            foreach (var id in await asked.Db.Grants.Where(grant => grant.McpClientId == client.Id).Select(grant => grant.VirtualKeyId).ToArrayAsync(asked.Cancellation))
                pairs.TryAdd((id, client.Id), null);
        var resolved = await ProposeAsync(asked, edit, client, pairs, edit.AllowOnAllVirtualKeys);
        if (names is null)
            return resolved;
        var before = (names.Inverse as Edit.HeaderKeys)?.PerUserHeaderKeys;
        return resolved.With(names) with { Inverse = (Edit.Sharing)resolved.Inverse! with { PerUserHeaderKeys = before } };
    }

    /// <summary>The same for an undo, which knows pairs already.</summary>
    public static async Task<ResolvedEdit> ProposeAsync(
        Asked asked, Edit edit, McpClient client, IReadOnlyDictionary<(int, int), ToolList?> pairs, bool? allKeys)
    {
        var changes = await asked.ChangesAsync(pairs);
        var change = allKeys is { } after && after != client.AllowOnAllVirtualKeys ? new SwitchChange(client.Id, after) : null;
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [new(ObjectKind.McpClient, client.Id, client.Name, $"{client.Version} {client.AllowOnAllVirtualKeys}")],
            Grants = changes,
            Switch = change,
            Scope = new Scope.OfClient(client.Id),
            Policy = await asked.WordsAsync(changes, change),
            Inverse = new Edit.Sharing(client.ClientId, change is null ? null : !change.After),
        };
    }
}
