using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>The allowlist of one virtual key.</summary>
internal static class AllowlistEdit
{
    public static async Task<ResolvedEdit?> ProposeAsync(Asked asked, Edit.Allowlist edit)
    {
        var owner = edit.OwnedBy is { } asks ? await OwnerEdit.ProposeAsync(asked, new Edit.Owner(edit.VirtualKeyId, asks.UserId, asks.GroupId)) : null;
        var keys = edit.OwnedBy is null || owner is not null ? await asked.KeysAsync([edit.VirtualKeyId]) : [];
        if (edit.Set is null && edit.Add is null && edit.Remove is null && edit.OwnedBy is null)
            asked.Refuse("empty_edit", "edit", "Say what to change: \"set\", or \"add\" and \"remove\", or \"owned_by\".");
        if (edit.Set is not null && (edit.Add is not null || edit.Remove is not null))
            asked.Refuse("contradiction", "set", "\"set\" replaces the whole allowlist and cannot stand beside \"add\" or \"remove\".");
        var granted = (edit.Set ?? []).Concat(edit.Add ?? []).ToArray();
        string[] named = [.. granted.Select(grant => grant.McpClientId), .. edit.Remove ?? []];
        asked.RefuseTwice(named, "mcp_client_id", "MCP client");
        var clients = await asked.ClientsAsync(named);
        var tools = granted.Select(grant => asked.Tools(grant.ToolsToExecute, grant.McpClientId)).ToArray();
        if (asked.Errors.Count > 0)
            return null;

        var key = keys[edit.VirtualKeyId];
        var pairs = new Dictionary<(int, int), ToolList?>();
        foreach (var (grant, list) in granted.Zip(tools))
            pairs[(key, clients[grant.McpClientId])] = list;
        foreach (var id in edit.Remove ?? [])
            pairs[(key, clients[id])] = null;
        if (edit.Set is not null)
            foreach (var id in await asked.Db.Grants.Where(grant => grant.VirtualKeyId == key).Select(grant => grant.McpClientId).ToArrayAsync(asked.Cancellation))
                pairs.TryAdd((key, id), null);
        var changes = await asked.ChangesAsync(pairs);
        var resolved = new ResolvedEdit
        {
            Edit = edit,
            Objects = await asked.ObjectsAsync([key]),
            Grants = changes,
            Scope = await asked.KeysAndPeopleAsync([key]),
            Policy = await asked.WordsAsync(changes),
        };
        return owner is null ? resolved : resolved.With(owner) with { Inverse = owner.Inverse };
    }
}
