using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>A key, a client or a user goes, with every row of theirs; who reached something through a key that goes is asked again.</summary>
internal static class DeleteEdits
{
    public static async Task<ResolvedEdit?> KeyAsync(Asked asked, Edit.DeleteVirtualKey edit)
    {
        var keys = await asked.KeysAsync([edit.VirtualKeyId]);
        if (asked.Errors.Count > 0)
            return null;
        var id = keys[edit.VirtualKeyId];
        var objects = await asked.ObjectsAsync([id]);
        var people = (Scope.KeysAndPeople)await asked.KeysAndPeopleAsync([id]);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = objects,
            Grants = await GrantsAsync(asked, [id], null),
            Deletion = new(ObjectKind.VirtualKey, id, [id], new Scope.KeysAndPeople([id], []), Reason.VirtualKeyDeleted),
            Scope = people with { VirtualKeyIds = [] },
            Policy = [PolicyLines.Deleted($"Key {objects[0].Name}")],
        };
    }

    public static async Task<ResolvedEdit?> ClientAsync(Asked asked, Edit.DeleteMcpClient edit)
    {
        var clients = await asked.ClientsAsync([edit.McpClientId]);
        if (asked.Errors.Count > 0)
            return null;
        var id = clients[edit.McpClientId];
        var client = await asked.Db.McpClients.AsNoTracking().SingleAsync(row => row.Id == id, asked.Cancellation);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [new(ObjectKind.McpClient, id, client.Name, $"{client.Version}")],
            Grants = await GrantsAsync(asked, null, id),
            Deletion = new(ObjectKind.McpClient, id, [], new Scope.OfClient(id), Reason.McpClientDeleted),
            Scope = Scope.Nothing,
            Policy = [PolicyLines.Deleted($"MCP client {client.Name}")],
        };
    }

    public static async Task<ResolvedEdit?> UserAsync(Asked asked, Edit.DeleteUser edit)
    {
        var user = await asked.Db.People.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == edit.UserId, asked.Cancellation);
        if (user is null)
        {
            asked.RefuseUnknown("unknown_user", "user_id", $"There is no user \"{edit.UserId}\". They may have been deleted; reload the list.");
            return null;
        }
        var keys = await asked.Db.VirtualKeys.Where(key => key.OwnerUserId == user.Id).Select(key => key.Id).Order().ToArrayAsync(asked.Cancellation);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [new(ObjectKind.User, user.Id, user.DisplayName, ""), .. await asked.ObjectsAsync(keys)],
            Grants = await GrantsAsync(asked, keys, null),
            Deletion = new(ObjectKind.User, user.Id, keys, new Scope.KeysAndPeople(keys, [user.Id]), Reason.UserDeleted),
            Scope = Scope.Nothing,
            Policy = [PolicyLines.Deleted($"User {user.DisplayName}")],
        };
    }

    private static async Task<IReadOnlyList<GrantChange>> GrantsAsync(Asked asked, int[]? keys, int? client) =>
        await asked.Db.Grants.AsNoTracking()
            .Where(grant => keys == null ? grant.McpClientId == client : keys.Contains(grant.VirtualKeyId))
            .OrderBy(grant => grant.VirtualKeyId).ThenBy(grant => grant.McpClientId)
            .Select(grant => new GrantChange(grant.VirtualKeyId, grant.McpClientId, grant.Tools, null)).ToArrayAsync(asked.Cancellation);
}
