using System.Text.Json;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>The inverse of what a change did to policy: each grant as it was, and what the record says takes back the rest.</summary>
internal static class UndoEdit
{
    public static async Task<ResolvedEdit?> ProposeAsync(Asked asked, Edit.Undo edit)
    {
        var (db, id) = (asked.Db, edit.ChangeId);
        var change = await db.Changes.AsNoTracking().Where(row => row.Id == id)
            .Select(row => new { row.EditKind, row.Inverse }).FirstOrDefaultAsync(asked.Cancellation);
        if (change is null)
        {
            asked.Refuse("unknown_change", "change_id", $"There is no change {id}.");
            return null;
        }
        if (!change.EditKind.CanBeUndone() && change.EditKind != EditKind.Repair)
        {
            asked.Refuse("gone", "change_id", $"Change {id} deleted something, and that is gone. It cannot be undone.");
            return null;
        }
        var inverse = change.Inverse is null ? null : JsonSerializer.Deserialize<Edit>(change.Inverse, DataJson.Options);
        var resolved = inverse switch
        {
            Edit.HeaderKeys names => await HeaderKeysEdit.ProposeAsync(asked, names),
            Edit.Owner owner => await OwnerAsync(asked, edit, owner),
            Edit.GroupMembers members => await GroupEdits.MembersAsync(asked, members),
            Edit.Profile profile => await ProfileEdit.ProposeAsync(asked, profile),
            _ => await GrantsAsync(asked, edit, inverse as Edit.Sharing),
        };
        if (asked.NamesUnknown)
            asked.RefuseAsGone(id);
        return resolved is null ? null : resolved with { Edit = edit, UndoesChangeId = id };
    }

    /// <summary>The owner as they were, and the direct grants if the change altered some with it.</summary>
    private static async Task<ResolvedEdit?> OwnerAsync(Asked asked, Edit.Undo edit, Edit.Owner inverse)
    {
        var owner = await OwnerEdit.ProposeAsync(asked, inverse);
        if (owner is null || !await asked.Db.ChangedGrants.AnyAsync(row => row.ChangeId == edit.ChangeId, asked.Cancellation))
            return owner;
        return await GrantsAsync(asked, edit, null) is { } grants ? grants.With(owner) with { Inverse = owner.Inverse } : null;
    }

    /// <summary>The direct grants of the change as they were, and the switch if it turned one.</summary>
    private static async Task<ResolvedEdit?> GrantsAsync(Asked asked, Edit.Undo edit, Edit.Sharing? sharing)
    {
        var (db, id) = (asked.Db, edit.ChangeId);
        var written = await db.ChangedGrants.AsNoTracking().Where(row => row.ChangeId == id).ToArrayAsync(asked.Cancellation);
        if (written.Length == 0 && sharing is not { AllowOnAllVirtualKeys: not null } and not { PerUserHeaderKeys: not null })
        {
            asked.Refuse("nothing_to_undo", "change_id", $"Change {id} altered no policy: it only made drift good. There is nothing to undo.");
            return null;
        }
        var keyIds = written.Select(row => row.VirtualKeyId).Distinct().Order().ToArray();
        var clientIds = written.Select(row => row.McpClientId).Distinct().ToArray();
        var client = sharing is null ? null
            : await db.McpClients.AsNoTracking().FirstOrDefaultAsync(row => row.ClientId == sharing.McpClientId, asked.Cancellation);
        if (await db.VirtualKeys.CountAsync(key => keyIds.Contains(key.Id), asked.Cancellation) < keyIds.Length
            || await db.McpClients.CountAsync(row => clientIds.Contains(row.Id), asked.Cancellation) < clientIds.Length
            || (sharing is not null && client is null))
        {
            asked.RefuseAsGone(id);
            return null;
        }
        var pairs = written.ToDictionary(row => (row.VirtualKeyId, row.McpClientId), row => row.Before);
        if (client is not null)
            return await SharingAsync(asked, edit, sharing!, client, pairs);
        var changes = await asked.ChangesAsync(pairs);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = await asked.ObjectsAsync(keyIds),
            Grants = changes,
            Scope = keyIds.Length == 1 ? await asked.KeysAndPeopleAsync(keyIds) : Scope.Of(keyIds, await asked.PeopleAsync(keyIds), clientIds),
            Policy = await asked.WordsAsync(changes),
        };
    }

    /// <summary>Grants and switch of a client as they were, and its header names if the change altered them too.</summary>
    private static async Task<ResolvedEdit?> SharingAsync(Asked asked, Edit.Undo edit, Edit.Sharing sharing, McpClient client, Dictionary<(int, int), ToolList?> pairs)
    {
        var names = sharing.PerUserHeaderKeys is { } before ? await HeaderKeysEdit.ProposeAsync(asked, new Edit.HeaderKeys(client.ClientId, before)) : null;
        if (asked.Errors.Count > 0)
            return null;
        var resolved = await SharingEdit.ProposeAsync(asked, edit, client, pairs, sharing.AllowOnAllVirtualKeys);
        return names is null ? resolved
            : resolved.With(names) with { Inverse = (Edit.Sharing)resolved.Inverse! with { PerUserHeaderKeys = (names.Inverse as Edit.HeaderKeys)?.PerUserHeaderKeys } };
    }
}
