using Gatehouse.Data.Engines;
using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>Deletes what an edit deletes, once no row of theirs is left; their names stay for the record.</summary>
internal static class Deletions
{
    public static async Task WriteAsync(WriteStep step, ObjectDeletion deletion, long changeId, CancellationToken cancellation)
    {
        var db = step.Db;
        var (keys, id) = (deletion.VirtualKeyIds, deletion.Id);
        var names = await db.VirtualKeys.Where(key => keys.Contains(key.Id)).Select(key => new { Kind = ObjectKind.VirtualKey, key.Id, key.PublicId, key.Name })
            .Concat(db.McpClients.Where(client => deletion.Kind == ObjectKind.McpClient && client.Id == id)
                .Select(client => new { Kind = ObjectKind.McpClient, client.Id, PublicId = client.ClientId, client.Name }))
            .Concat(db.People.Where(user => deletion.Kind == ObjectKind.User && user.Id == id)
                .Select(user => new { Kind = ObjectKind.User, user.Id, user.PublicId, Name = user.DisplayName }))
            .Concat(db.AccessProfiles.Where(profile => deletion.Kind == ObjectKind.AccessProfile && profile.Id == id)
                .Select(profile => new { Kind = ObjectKind.AccessProfile, profile.Id, profile.PublicId, profile.Name }))
            .Concat(db.Groups.Where(group => deletion.Kind == ObjectKind.Group && group.Id == id)
                .Select(group => new { Kind = ObjectKind.Group, group.Id, group.PublicId, Name = group.DisplayName })).ToArrayAsync(cancellation);
        db.DeletedObjects.AddRange(names.Select(gone => new DeletedObject
        {
            Kind = gone.Kind,
            ObjectId = gone.Id,
            PublicId = gone.PublicId,
            Name = gone.Name,
            ChangeId = changeId,
        }));
        await db.SaveChangesAsync(cancellation);

        await db.ProfileAssignments.Where(given => given.VirtualKeyId != null && keys.Contains(given.VirtualKeyId.Value)).ExecuteDeleteAsync(cancellation);
        await db.VirtualKeys.Where(key => keys.Contains(key.Id)).ExecuteDeleteAsync(cancellation);
        if (deletion.Kind == ObjectKind.McpClient)
        {
            await db.ProfileGrants.Where(named => named.McpClientId == id).ExecuteDeleteAsync(cancellation);
            await db.McpClients.Where(client => client.Id == id).ExecuteDeleteAsync(cancellation);
        }
        if (deletion.Kind == ObjectKind.AccessProfile)
        {
            await db.ProfileAssignments.Where(given => given.ProfileId == id).ExecuteDeleteAsync(cancellation);
            await db.ProfileGrants.Where(named => named.ProfileId == id).ExecuteDeleteAsync(cancellation);
            await db.AccessProfiles.Where(profile => profile.Id == id).ExecuteDeleteAsync(cancellation);
        }
        if (deletion.Kind == ObjectKind.Group)
        {
            await db.ProfileAssignments.Where(given => given.GroupId == id).ExecuteDeleteAsync(cancellation);
            await db.Groups.Where(group => group.Id == id).ExecuteDeleteAsync(cancellation);
        }
        if (deletion.Kind == ObjectKind.User)
        {
            await db.ProfileAssignments.Where(given => given.UserId == id).ExecuteDeleteAsync(cancellation);
            await db.GroupMembers.Where(member => member.UserId == id).ExecuteDeleteAsync(cancellation);
            await db.People.Where(user => user.Id == id).ExecuteDeleteAsync(cancellation);
        }
    }
}
