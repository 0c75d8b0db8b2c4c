using Gatehouse.Data.Directory;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.People;

/// <summary>Groups as pages show them.</summary>
public sealed class GroupQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A page of the list, with what each group holds together.</summary>
    public async Task<Paged<GroupItem>> ListAsync(PeopleFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Filtered(db, filter);
        var total = await rows.CountAsync(cancellation);
        var page = await Ordered(rows, filter).PageAsync(window, cancellation);
        return new(await ItemsAsync(db, page.Rows, cancellation), total) { Next = page.Next };
    }

    /// <summary>Everything the filter lets through, page by page: for an export.</summary>
    public IAsyncEnumerable<GroupItem> AllAsync(PeopleFilter filter, CancellationToken cancellation = default) =>
        Pages.AllAsync(window => ListAsync(filter, window, cancellation));

    /// <summary>How many groups there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Groups.CountAsync(cancellation);
    }

    /// <summary>What a group's page says; null: there is no such group.</summary>
    public async Task<GroupDetail?> DetailAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var group = await db.Groups.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (group is null)
            return null;
        var item = (await ItemsAsync(db, [group], cancellation))[0];
        return new(item.Id, item.Name, item.Members, item.TeamKeys, item.Profiles, group.CreatedAt, await LastEdits.OfAsync(db, ObjectKind.Group, group.Id, cancellation));
    }

    /// <summary>Where a group stands in the list one came from.</summary>
    public async Task<Neighbours> NeighboursAsync(string id, PeopleFilter filter, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return Neighbours.Of(await Ordered(Filtered(db, filter), filter).Select(group => group.PublicId).ToListAsync(cancellation), id);
    }

    /// <summary>A page of the members of a group, by name.</summary>
    public async Task<Paged<PartyRow>> MembersAsync(string id, PartyFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await PartyRows.PageAsync(db, Members(db, await IdAsync(db, id, cancellation)), filter.Search, window, cancellation);
    }

    /// <summary>Those of the users that are members already.</summary>
    public async Task<IReadOnlyList<Party>> MembersAmongAsync(string id, IReadOnlyCollection<Party> users, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await PartyRows.AmongAsync(Members(db, await IdAsync(db, id, cancellation)), users, cancellation);
    }

    /// <summary>The access profiles given to a group itself, by name.</summary>
    public async Task<IReadOnlyList<GivenProfile>> ProfilesAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var group = await IdAsync(db, id, cancellation);
        return await db.AccessProfiles.Where(profile => db.ProfileAssignments.Any(given => given.ProfileId == profile.Id && given.GroupId == group))
            .OrderBy(profile => Folding.Fold(profile.Name)).ThenBy(profile => profile.Id)
            .Select(profile => new GivenProfile(profile.PublicId, profile.Name, profile.IsActive, db.ProfileGrants.Count(grant => grant.ProfileId == profile.Id)))
            .ToArrayAsync(cancellation);
    }

    internal static async Task<IReadOnlyList<GroupItem>> ItemsAsync(DashboardDbContext db, Group[] page, CancellationToken cancellation)
    {
        var ids = page.Select(group => group.Id).ToArray();
        var members = await PartyRows.CountAsync(db.GroupMembers.Where(member => ids.Contains(member.GroupId)).Select(member => member.GroupId), ids, cancellation);
        var keys = await PartyRows.CountAsync(
            db.VirtualKeys.Where(key => key.OwnerGroupId != null && ids.Contains(key.OwnerGroupId.Value)).Select(key => key.OwnerGroupId!.Value), ids, cancellation);
        var profiles = await PartyRows.CountAsync(
            db.ProfileAssignments.Where(given => given.GroupId != null && ids.Contains(given.GroupId.Value)).Select(given => given.GroupId!.Value), ids, cancellation);
        return [.. page.Select(group => new GroupItem(
            group.PublicId, group.DisplayName, members.GetValueOrDefault(group.Id), keys.GetValueOrDefault(group.Id), profiles.GetValueOrDefault(group.Id)))];
    }

    private static IQueryable<PartyName> Members(DashboardDbContext db, int group) =>
        PartyRows.Of(db, ObjectKind.User).Where(user => db.GroupMembers.Any(member => member.GroupId == group && member.UserId == user.Id));

    private static Task<int> IdAsync(DashboardDbContext db, string publicId, CancellationToken cancellation) =>
        db.Groups.Where(row => row.PublicId == publicId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);

    private static IQueryable<Group> Filtered(DashboardDbContext db, PeopleFilter filter)
    {
        var rows = db.Groups.AsNoTracking();
        if (string.IsNullOrWhiteSpace(filter.Search))
            return rows;
        var search = Folding.Fold(filter.Search.Trim());
        return rows.Where(group => Folding.Fold(group.DisplayName).Contains(search));
    }

    private static IQueryable<Group> Ordered(IQueryable<Group> rows, PeopleFilter filter) => filter.Descending
        ? rows.OrderByDescending(group => Folding.Fold(group.DisplayName)).ThenBy(group => group.Id)
        : rows.OrderBy(group => Folding.Fold(group.DisplayName)).ThenBy(group => group.Id);
}
