using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>Whom an access profile is given to.</summary>
internal static class ProfileAssignees
{
    /// <summary>Whom the profile is given to today, each as one that is given.</summary>
    public static async Task<IReadOnlyCollection<GivenChange>> StandingAsync(Asked asked, int profile) =>
        [.. (await asked.Db.ProfileAssignments.Where(row => row.ProfileId == profile)
            .Select(row => new { row.VirtualKeyId, row.UserId, row.GroupId }).ToArrayAsync(asked.Cancellation))
            .Select(row => row.VirtualKeyId is { } key ? new GivenChange(ObjectKind.VirtualKey, key, true)
                : row.UserId is { } user ? new GivenChange(ObjectKind.User, user, true) : new GivenChange(ObjectKind.Group, row.GroupId!.Value, true))];

    /// <summary>Who is given the profile, or from whom it is taken, in the order kind, id; and whom it is given to today.</summary>
    public static async Task<(IReadOnlyList<(GivenChange Change, string PublicId)> Changes, IReadOnlyCollection<GivenChange> Standing)> ChangesAsync(
        Asked asked, Edit.Profile edit, int profile)
    {
        var standing = await StandingAsync(asked, profile);
        if (edit is { Assigned: null, Give: null, Take: null })
            return ([], standing);
        foreach (var (ids, field, what) in new[] { Twice(who => who.VirtualKeys, "virtual_keys", "Virtual key"), Twice(who => who.Users, "users", "User"), Twice(who => who.Groups, "groups", "Group") })
            asked.RefuseTwice(ids, field, what);
        var give = await FindAsync(asked, edit.Assigned ?? edit.Give);
        var take = await FindAsync(asked, edit.Take);
        if (edit.Assigned is not null)
            take = await PublicAsync(asked, [.. standing.Where(given => !give.ContainsKey((given.Kind, given.Id)))]);
        var has = standing.Select(given => (given.Kind, given.Id)).ToHashSet();
        return ([.. give.Where(one => !has.Contains(one.Key)).Select(one => (new GivenChange(one.Key.Kind, one.Key.Id, true), one.Value))
            .Concat(take.Where(one => has.Contains(one.Key)).Select(one => (new GivenChange(one.Key.Kind, one.Key.Id, false), one.Value)))
            .OrderBy(one => one.Item1.Kind).ThenBy(one => one.Item1.Id)], standing);

        (IEnumerable<string>, string, string) Twice(Func<Assignees, IReadOnlyList<string>?> of, string field, string what) =>
            (new[] { edit.Assigned, edit.Give, edit.Take }.OfType<Assignees>().SelectMany(who => of(who) ?? []), field, what);
    }

    /// <summary>As an edit names them.</summary>
    public static Assignees? Public(IEnumerable<(GivenChange Change, string PublicId)> who)
    {
        var named = who.ToLookup(one => one.Change.Kind, one => one.PublicId);
        return named.Count == 0 ? null : new([.. named[ObjectKind.VirtualKey]], [.. named[ObjectKind.User]], [.. named[ObjectKind.Group]]);
    }

    /// <summary>"key ci-bot", "user Ana", "group Data".</summary>
    public static Task<Dictionary<(ObjectKind, int), string>> NamesAsync(Asked asked, IReadOnlyCollection<GivenChange> who) => ReadAsync(asked, who, name: true);

    private static Task<Dictionary<(ObjectKind Kind, int Id), string>> PublicAsync(Asked asked, IReadOnlyCollection<GivenChange> who) => ReadAsync(asked, who, name: false);

    private static async Task<Dictionary<(ObjectKind Kind, int Id), string>> FindAsync(Asked asked, Assignees? who)
    {
        var keys = await asked.KeysAsync([.. who?.VirtualKeys ?? []]);
        var users = await asked.UsersAsync([.. who?.Users ?? []], "users");
        var groups = await asked.GroupsAsync([.. who?.Groups ?? []], "groups");
        return keys.Select(one => (Kind: ObjectKind.VirtualKey, one.Value, one.Key))
            .Concat(users.Select(one => (Kind: ObjectKind.User, one.Value, one.Key)))
            .Concat(groups.Select(one => (Kind: ObjectKind.Group, one.Value, one.Key)))
            .ToDictionary(one => (one.Kind, one.Value), one => one.Key);
    }

    private static async Task<Dictionary<(ObjectKind Kind, int Id), string>> ReadAsync(Asked asked, IReadOnlyCollection<GivenChange> who, bool name)
    {
        var (keys, users, groups) = (Ids(ObjectKind.VirtualKey), Ids(ObjectKind.User), Ids(ObjectKind.Group));
        var db = asked.Db;
        var read = await db.VirtualKeys.Where(row => keys.Contains(row.Id)).Select(row => new { Kind = ObjectKind.VirtualKey, row.Id, row.PublicId, Name = "key " + row.Name })
            .Concat(db.People.Where(row => users.Contains(row.Id)).Select(row => new { Kind = ObjectKind.User, row.Id, row.PublicId, Name = "user " + row.DisplayName }))
            .Concat(db.Groups.Where(row => groups.Contains(row.Id)).Select(row => new { Kind = ObjectKind.Group, row.Id, row.PublicId, Name = "group " + row.DisplayName }))
            .ToArrayAsync(asked.Cancellation);
        return read.ToDictionary(row => (row.Kind, row.Id), row => name ? row.Name : row.PublicId);

        int[] Ids(ObjectKind kind) => [.. who.Where(one => one.Kind == kind).Select(one => one.Id)];
    }
}
