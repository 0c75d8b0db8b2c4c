using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>Who owns a virtual key: with the owner its people change, and the access profiles it has through them.</summary>
internal static class OwnerEdit
{
    public static async Task<ResolvedEdit?> ProposeAsync(Asked asked, Edit.Owner edit)
    {
        if (edit.UserId is not null && edit.GroupId is not null)
            asked.Refuse("contradiction", "owner", "A key is owned by one user or by one group: name one of them, or neither.");
        var keys = await asked.KeysAsync([edit.VirtualKeyId]);
        var users = await asked.UsersAsync(edit.UserId is null ? [] : [edit.UserId]);
        var groups = await asked.GroupsAsync(edit.GroupId is null ? [] : [edit.GroupId]);
        if (asked.Errors.Count > 0)
            return null;
        var db = asked.Db;
        var id = keys[edit.VirtualKeyId];
        var key = await db.VirtualKeys.AsNoTracking().SingleAsync(row => row.Id == id, asked.Cancellation);
        var (user, group) = (edit.UserId is null ? (int?)null : users[edit.UserId], edit.GroupId is null ? (int?)null : groups[edit.GroupId]);
        var changes = key.OwnerUserId != user || key.OwnerGroupId != group;
        var before = await NamesAsync(db, key.OwnerUserId, key.OwnerGroupId, asked.Cancellation);
        var after = await NamesAsync(db, user, group, asked.Cancellation);
        int[] people = [.. await asked.PeopleAsync([id]), .. user is null ? [] : new[] { user.Value },
            .. await db.GroupMembers.Where(member => member.GroupId == group).Select(member => member.UserId).ToArrayAsync(asked.Cancellation)];
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = await asked.ObjectsAsync([id]),
            Owners = changes ? [new(id, user, group)] : [],
            Scope = new Scope.KeysAndPeople([id], [.. people.Distinct().Order()]),
            Policy = changes ? [PolicyLines.Owner(key.Name, before.Name, after.Name)] : [],
            Reasons = new(Reason.OwnerChanged, Reason.OwnerChanged),
            Inverse = changes ? new Edit.Owner(edit.VirtualKeyId, before.UserId, before.GroupId) : null,
        };
    }

    private static async Task<(string Name, string? UserId, string? GroupId)> NamesAsync(DashboardDbContext db, int? user, int? group, CancellationToken cancellation)
    {
        if (user is not null)
        {
            var owner = await db.People.Where(row => row.Id == user).Select(row => new { row.DisplayName, row.PublicId }).SingleAsync(cancellation);
            return (owner.DisplayName, owner.PublicId, null);
        }
        if (group is not null)
        {
            var owner = await db.Groups.Where(row => row.Id == group).Select(row => new { row.DisplayName, row.PublicId }).SingleAsync(cancellation);
            return (owner.DisplayName, null, owner.PublicId);
        }
        return ("nobody", null, null);
    }
}
