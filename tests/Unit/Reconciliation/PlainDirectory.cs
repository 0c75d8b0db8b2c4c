using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>The part of <see cref="PlainOracle"/> that speaks of owners, groups and access profiles.</summary>
internal static class PlainDirectory
{
    /// <summary>The world with another owner, other members, another profile; any other edit leaves it as it is.</summary>
    public static World After(World world, Edit edit)
    {
        switch (edit)
        {
            case Edit.Owner owner:
                return world with { Keys = [.. world.Keys.Select(key => key.PublicId != owner.VirtualKeyId ? key : Owned(key, User(world, owner.UserId), Group(world, owner.GroupId)))] };
            case Edit.GroupMembers members:
                var group = Group(world, members.GroupId)!.Value;
                var named = (members.Add ?? []).Concat(members.Remove ?? []).Select(id => User(world, id)!.Value).ToHashSet();
                return world with
                {
                    Members = [.. world.Members.Where(member => member.GroupId != group || !named.Contains(member.UserId)),
                        .. (members.Add ?? []).Select(id => new GroupMember { GroupId = group, UserId = User(world, id)!.Value })],
                };
            case Edit.DeleteGroup delete:
                var gone = Group(world, delete.GroupId);
                return world with
                {
                    Keys = [.. world.Keys.Select(key => key.OwnerGroupId == gone ? Owned(key, null, null) : key)],
                    Members = [.. world.Members.Where(member => member.GroupId != gone)],
                    Assignments = [.. world.Assignments.Where(given => given.GroupId != gone)],
                };
            case Edit.DeleteProfile delete:
                return world with { Profiles = [.. world.Profiles.Where(profile => profile.PublicId != delete.ProfileId)] };
            case Edit.Profile profile:
                return Profile(world, profile);
            default:
                return world;
        }
    }

    /// <summary>Whether the edit asks this row's cover; null: the edit is none of these.</summary>
    public static bool? InScope(World world, World after, Edit edit, IdentityKeyed row)
    {
        switch (edit)
        {
            case Edit.Owner owner:
                var key = PlainOracle.Key(world, owner.VirtualKeyId);
                return IsKey(row, key) || (row.IdentityKind == IdentityKind.User
                    && (PlainOracle.PeopleOf(world, key).Contains(row.IdentityId) || PlainOracle.PeopleOf(after, PlainOracle.Key(after, owner.VirtualKeyId)).Contains(row.IdentityId)));
            case Edit.GroupMembers members:
                return IsOf(row, (members.Add ?? []).Concat(members.Remove ?? []).Select(id => User(world, id)!.Value).ToHashSet(), world);
            case Edit.DeleteGroup delete:
                var group = Group(world, delete.GroupId);
                return IsOf(row, world.Members.Where(member => member.GroupId == group).Select(member => member.UserId).ToHashSet(), world)
                    || world.Keys.Any(owned => owned.OwnerGroupId == group && IsKey(row, owned));
            case Edit.DeleteProfile delete:
                return Reaches(world, delete.ProfileId, row) && Names(world, delete.ProfileId, row.McpClientId);
            case Edit.Profile profile:
                return (Reaches(world, profile.ProfileId, row) || Reaches(after, profile.ProfileId, row))
                    && (Names(world, profile.ProfileId, row.McpClientId) || Names(after, profile.ProfileId, row.McpClientId));
            default:
                return null;
        }
    }

    private static World Profile(World world, Edit.Profile edit)
    {
        var id = world.Profiles.Single(profile => profile.PublicId == edit.ProfileId).Id;
        var content = world.ProfileGrants.Where(named => named.ProfileId == id).ToDictionary(named => named.McpClientId, named => named.Tools);
        if (edit.Set is not null)
            content.Clear();
        foreach (var asked in (edit.Set ?? []).Concat(edit.Add ?? []))
            content[PlainOracle.Client(world, asked.McpClientId).Id] = ToolList.Of(asked.ToolsToExecute);
        foreach (var removed in edit.Remove ?? [])
            content.Remove(PlainOracle.Client(world, removed).Id);
        var given = world.Assignments.Where(one => one.ProfileId == id).Select(one => (one.VirtualKeyId, one.UserId, one.GroupId)).ToHashSet();
        if (edit.Assigned is not null)
            given.Clear();
        given.UnionWith(Asked(world, edit.Assigned ?? edit.Give));
        given.ExceptWith(Asked(world, edit.Take));
        return world with
        {
            Profiles = [.. world.Profiles.Select(profile => profile.Id == id && edit.IsActive is { } active ? Some.Profile(id, active) : profile)],
            ProfileGrants = [.. world.ProfileGrants.Where(named => named.ProfileId != id), .. content.Select(pair => new ProfileGrant { ProfileId = id, McpClientId = pair.Key, Tools = pair.Value })],
            Assignments = [.. world.Assignments.Where(one => one.ProfileId != id),
                .. given.Select(one => new ProfileAssignment { ProfileId = id, VirtualKeyId = one.VirtualKeyId, UserId = one.UserId, GroupId = one.GroupId })],
        };
    }

    private static IEnumerable<(int?, int?, int?)> Asked(World world, Assignees? who) =>
        (who?.VirtualKeys ?? []).Select(id => ((int?)PlainOracle.Key(world, id).Id, (int?)null, (int?)null))
            .Concat((who?.Users ?? []).Select(id => ((int?)null, User(world, id), (int?)null)))
            .Concat((who?.Groups ?? []).Select(id => ((int?)null, (int?)null, Group(world, id))));

    private static bool Names(World world, string profile, int client) =>
        world.ProfileGrants.Any(named => named.McpClientId == client && world.Profiles.Any(row => row.Id == named.ProfileId && row.PublicId == profile));

    /// <summary>The row is of a key that has the profile, or of one of its people.</summary>
    private static bool Reaches(World world, string profile, IdentityKeyed row) => world.Keys.Where(key => world.Assignments.Any(given =>
            world.Profiles.Any(named => named.Id == given.ProfileId && named.PublicId == profile)
            && (given.VirtualKeyId == key.Id || (given.UserId is not null && given.UserId == key.OwnerUserId) || (given.GroupId is not null && given.GroupId == key.OwnerGroupId)
                || (given.GroupId is not null && world.Members.Any(member => member.GroupId == given.GroupId && member.UserId == key.OwnerUserId)))))
        .Any(key => IsKey(row, key) || (row.IdentityKind == IdentityKind.User && PlainOracle.PeopleOf(world, key).Contains(row.IdentityId)));

    /// <summary>The row is of one of these users, or of a key that one of them owns.</summary>
    private static bool IsOf(IdentityKeyed row, HashSet<int> users, World world) => row.IdentityKind == IdentityKind.User
        ? users.Contains(row.IdentityId)
        : world.Keys.Any(key => IsKey(row, key) && key.OwnerUserId is { } owner && users.Contains(owner));

    private static bool IsKey(IdentityKeyed row, VirtualKey key) => row.IdentityKind == IdentityKind.VirtualKey && row.IdentityId == key.Id;

    private static VirtualKey Owned(VirtualKey key, int? user, int? group) => Some.VirtualKey(key.Id, user: user, group: group);

    private static int? User(World world, string? id) => id is null ? null : world.Users.Single(user => user.PublicId == id).Id;

    private static int? Group(World world, string? id) => id is null ? null : world.Groups.Single(group => group.PublicId == id).Id;
}
