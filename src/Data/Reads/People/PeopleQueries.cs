using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.People;

/// <summary>Users as pages show them; groups are in <see cref="GroupQueries"/>.</summary>
public sealed class PeopleQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A page of the list, with what each user is in, owns and holds.</summary>
    public async Task<Paged<UserItem>> ListAsync(PeopleFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Filtered(db, filter);
        var total = await rows.CountAsync(cancellation);
        var page = await Ordered(rows, filter).PageAsync(window, cancellation);
        return new(await ItemsAsync(db, page.Rows, cancellation), total) { Next = page.Next };
    }

    /// <summary>Everybody the filter lets through, page by page: for an export.</summary>
    public IAsyncEnumerable<UserItem> AllAsync(PeopleFilter filter, CancellationToken cancellation = default) =>
        Pages.AllAsync(window => ListAsync(filter, window, cancellation));

    /// <summary>How many users there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.People.CountAsync(cancellation);
    }

    /// <summary>What a user's page says; null: there is no such user.</summary>
    public async Task<UserDetail?> DetailAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var user = await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (user is null)
            return null;
        var item = (await ItemsAsync(db, [user], cancellation))[0];
        var edited = await LastEdits.OfAsync(db, ObjectKind.User, user.Id, cancellation);
        return new(item.Id, item.Name, item.UserName, item.IsActive, item.Groups.Count, item.PersonalKeys, item.TeamKeys, item.Credentials, user.CreatedAt, edited);
    }

    /// <summary>Where a user stands in the list one came from.</summary>
    public async Task<Neighbours> NeighboursAsync(string id, PeopleFilter filter, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return Neighbours.Of(await Ordered(Filtered(db, filter), filter).Select(user => user.PublicId).ToListAsync(cancellation), id);
    }

    /// <summary>The groups a user is a member of, by name.</summary>
    public async Task<IReadOnlyList<GroupItem>> GroupsAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var groups = await db.Groups.AsNoTracking()
            .Where(group => db.GroupMembers.Any(member => member.GroupId == group.Id && db.People.Any(user => user.Id == member.UserId && user.PublicId == id)))
            .OrderBy(group => Folding.Fold(group.DisplayName)).ThenBy(group => group.Id).ToArrayAsync(cancellation);
        return await GroupQueries.ItemsAsync(db, groups, cancellation);
    }

    private static IQueryable<User> Filtered(DashboardDbContext db, PeopleFilter filter)
    {
        var rows = db.People.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var search = Folding.Fold(filter.Search.Trim());
            rows = rows.Where(user => Folding.Fold(user.DisplayName).Contains(search) || Folding.Fold(user.UserName).Contains(search));
        }
        return filter.IsActive is { } active ? rows.Where(user => user.Active == active) : rows;
    }

    private static IQueryable<User> Ordered(IQueryable<User> rows, PeopleFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (PeopleSort.UserName, false) => rows.OrderBy(user => Folding.Fold(user.UserName)).ThenBy(user => user.Id),
        (PeopleSort.UserName, true) => rows.OrderByDescending(user => Folding.Fold(user.UserName)).ThenBy(user => user.Id),
        (_, false) => rows.OrderBy(user => Folding.Fold(user.DisplayName)).ThenBy(user => user.Id),
        (_, true) => rows.OrderByDescending(user => Folding.Fold(user.DisplayName)).ThenBy(user => user.Id),
    };

    private static async Task<IReadOnlyList<UserItem>> ItemsAsync(DashboardDbContext db, User[] page, CancellationToken cancellation)
    {
        var ids = page.Select(user => user.Id).ToArray();
        var groups = (await (
            from member in db.GroupMembers
            join team in db.Groups on member.GroupId equals team.Id
            where ids.Contains(member.UserId)
            orderby Folding.Fold(team.DisplayName)
            select new { member.UserId, team.DisplayName }).ToArrayAsync(cancellation)).ToLookup(member => member.UserId, member => member.DisplayName);
        var personal = await PartyRows.CountAsync(
            db.VirtualKeys.Where(key => key.OwnerUserId != null && ids.Contains(key.OwnerUserId.Value)).Select(key => key.OwnerUserId!.Value), ids, cancellation);
        var keys = await PartyRows.CountAsync(PolicyRows.Of(db).PeopleOfKeys().Where(person => ids.Contains(person.UserId)).Select(person => person.UserId), ids, cancellation);
        var held = (await HeldRows.Of(db, [], ids).GroupBy(row => new { row.IdentityId, row.Status })
                .Select(group => new { group.Key.IdentityId, group.Key.Status, Count = group.Count() }).ToArrayAsync(cancellation))
            .ToLookup(row => row.IdentityId);
        return [.. page.Select(user => new UserItem(
            user.PublicId, user.DisplayName, user.UserName, user.Active, [.. groups[user.Id]], personal.GetValueOrDefault(user.Id),
            keys.GetValueOrDefault(user.Id) - personal.GetValueOrDefault(user.Id),
            held[user.Id].Aggregate(StatusCounts.None, (sum, row) => sum.With(row.Status, row.Count))))];
    }
}
