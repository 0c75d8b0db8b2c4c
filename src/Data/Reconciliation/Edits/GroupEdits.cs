using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>Who is in a group, and a group's end: members reach through its team keys and have its access profiles.</summary>
internal static class GroupEdits
{
    public static async Task<ResolvedEdit?> MembersAsync(Asked asked, Edit.GroupMembers edit)
    {
        string[] named = [.. edit.Add ?? [], .. edit.Remove ?? []];
        if (named.Length == 0)
            asked.Refuse("empty_edit", "edit", "Say who joins (\"add\") or leaves (\"remove\").");
        asked.RefuseTwice(named, "user_id", "User");
        var groups = await asked.GroupsAsync([edit.GroupId]);
        var users = await asked.UsersAsync(named);
        if (asked.Errors.Count > 0)
            return null;
        var (db, group) = (asked.Db, groups[edit.GroupId]);
        var ids = users.Values.Order().ToArray();
        var members = (await db.GroupMembers.Where(member => member.GroupId == group && ids.Contains(member.UserId))
            .Select(member => member.UserId).ToArrayAsync(asked.Cancellation)).ToHashSet();
        var changes = (edit.Add ?? []).Where(id => !members.Contains(users[id])).Select(id => (PublicId: id, Change: new MemberChange(group, users[id], true)))
            .Concat((edit.Remove ?? []).Where(id => members.Contains(users[id])).Select(id => (PublicId: id, Change: new MemberChange(group, users[id], false))))
            .OrderBy(change => change.Change.UserId).ToArray();
        var name = await db.Groups.Where(row => row.Id == group).Select(row => row.DisplayName).SingleAsync(asked.Cancellation);
        var shown = changes.Take(PolicyLine.Shown).Select(change => change.Change.UserId).ToArray();
        var names = await db.People.Where(user => shown.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, asked.Cancellation);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [new(ObjectKind.Group, group, name, $"{await asked.LastMembersChangeAsync(group)}")],
            Members = [.. changes.Select(change => change.Change)],
            Scope = new Scope.KeysAndPeople([.. (await asked.KeysOfAsync(ids, [])).Order()], ids),
            Policy = [.. changes.Take(PolicyLine.Shown).Select(change => PolicyLines.Member(names[change.Change.UserId], name, change.Change.IsMember))],
            // Who leaves may still gain, since a profile that named a client without tools is gone with the group; and who joins may lose.
            Reasons = (edit.Add is { Count: > 0 }, edit.Remove is { Count: > 0 }) switch
            {
                (true, true) => new(Reason.LeftGroup, Reason.LeftGroup, Joining: Reason.JoinedGroup),
                (true, _) => new(Reason.JoinedGroup, Reason.JoinedGroup),
                _ => new(Reason.LeftGroup, Reason.LeftGroup),
            },
            Inverse = changes.Length == 0 ? null : new Edit.GroupMembers(
                edit.GroupId, Public(false), Public(true)),
        };

        string[] Public(bool joined) => [.. changes.Where(change => change.Change.IsMember == joined).Select(change => change.PublicId)];
    }

    /// <summary>With the group its members leave and its team keys are nobody's: so nobody has its access profiles through it any more.</summary>
    public static async Task<ResolvedEdit?> DeleteAsync(Asked asked, Edit.DeleteGroup edit)
    {
        var groups = await asked.GroupsAsync([edit.GroupId]);
        if (asked.Errors.Count > 0)
            return null;
        var (db, id) = (asked.Db, groups[edit.GroupId]);
        var name = await db.Groups.Where(row => row.Id == id).Select(row => row.DisplayName).SingleAsync(asked.Cancellation);
        var members = await db.GroupMembers.Where(member => member.GroupId == id).Select(member => member.UserId).Order().ToArrayAsync(asked.Cancellation);
        var keys = await db.VirtualKeys.Where(key => key.OwnerGroupId == id).Select(key => key.Id).Order().ToArrayAsync(asked.Cancellation);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [new(ObjectKind.Group, id, name, $"{await asked.LastMembersChangeAsync(id)}"), .. await asked.ObjectsAsync(keys)],
            Owners = [.. keys.Select(key => new OwnerChange(key, null, null))],
            Members = [.. members.Select(user => new MemberChange(id, user, false))],
            Deletion = new(ObjectKind.Group, id, [], Scope.Nothing, Reason.LeftGroup),
            Scope = new Scope.KeysAndPeople([.. (await asked.KeysOfAsync([], [id])).Order()], members),
            Policy = [PolicyLines.Deleted($"Group {name}")],
            Reasons = new(Reason.LeftGroup, Reason.LeftGroup),
        };
    }
}
