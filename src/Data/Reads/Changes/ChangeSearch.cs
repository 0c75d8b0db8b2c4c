using System.Globalization;
using Gatehouse.Data.History;

namespace Gatehouse.Data.Reads.Changes;

/// <summary>Which changes a filter lets through. Objects that were deleted are found as those that are there: by their id and by the name they had.</summary>
internal static class ChangeSearch
{
    public static IQueryable<Change> Filtered(DashboardDbContext db, ChangeFilter filter)
    {
        IQueryable<Change> rows = db.Changes;
        if (filter.Actor is { } actor)
            rows = rows.Where(change => change.Actor == actor);
        if (filter.Origin is { } origin)
            rows = rows.Where(change => change.Origin == origin);
        if (filter.EditKind is { } kind)
            rows = rows.Where(change => change.EditKind == kind);
        if (filter.Since is { } since)
        {
            var from = Midnight(since);
            rows = rows.Where(change => change.CommittedAt >= from);
        }
        if (filter.Until is { } until)
        {
            var to = Midnight(until).AddDays(1);
            rows = rows.Where(change => change.CommittedAt < to);
        }
        if (filter.VirtualKeyId is { } key)
            rows = About(db, rows, ObjectKind.VirtualKey, key);
        if (filter.McpClientId is { } client)
            rows = About(db, rows, ObjectKind.McpClient, client);
        if (filter.ProfileId is { } profile)
            rows = About(db, rows, ObjectKind.AccessProfile, profile);
        if (filter.UserId is { } user)
            rows = About(db, rows, ObjectKind.User, user);
        if (filter.GroupId is { } group)
            rows = About(db, rows, ObjectKind.Group, group);
        return string.IsNullOrWhiteSpace(filter.Search) ? rows : Found(db, rows, Folding.Fold(filter.Search.Trim()));
    }

    /// <summary>Changes that touched an object of this public id, of whatever kind.</summary>
    public static IQueryable<Change> AboutAny(DashboardDbContext db, IQueryable<Change> rows, string id)
    {
        var keys = Ids(db, ObjectKind.VirtualKey, id);
        var clients = Ids(db, ObjectKind.McpClient, id);
        var profiles = Ids(db, ObjectKind.AccessProfile, id);
        var people = Ids(db, ObjectKind.User, id);
        var groups = Ids(db, ObjectKind.Group, id);
        return Touching(db, rows, keys, clients, profiles, people, groups);
    }

    private static IQueryable<Change> About(DashboardDbContext db, IQueryable<Change> rows, ObjectKind kind, string id)
    {
        var ids = Ids(db, kind, id);
        return kind switch
        {
            ObjectKind.VirtualKey => rows.Where(change => db.ChangedGrants.Any(grant => grant.ChangeId == change.Id && ids.Contains(grant.VirtualKeyId))
                || db.ChangedObjects.Any(named => named.ChangeId == change.Id && named.Kind == kind && ids.Contains(named.ObjectId))),
            ObjectKind.McpClient => rows.Where(change => db.ChangedGrants.Any(grant => grant.ChangeId == change.Id && ids.Contains(grant.McpClientId))
                || db.ChangedObjects.Any(named => named.ChangeId == change.Id && named.Kind == kind && ids.Contains(named.ObjectId))),
            _ => rows.Where(change => db.ChangedObjects.Any(named => named.ChangeId == change.Id && named.Kind == kind && ids.Contains(named.ObjectId))),
        };
    }

    private static IQueryable<Change> Found(DashboardDbContext db, IQueryable<Change> rows, string search)
    {
        var number = long.TryParse(search.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var id) ? id : -1;
        var keys = db.VirtualKeys.Where(known => Folding.Fold(known.Name).Contains(search)).Select(known => known.Id).Concat(Gone(db, ObjectKind.VirtualKey, search));
        var clients = db.McpClients.Where(known => Folding.Fold(known.Name).Contains(search)).Select(known => known.Id).Concat(Gone(db, ObjectKind.McpClient, search));
        var profiles = db.AccessProfiles.Where(known => Folding.Fold(known.Name).Contains(search)).Select(known => known.Id).Concat(Gone(db, ObjectKind.AccessProfile, search));
        var people = db.People.Where(known => Folding.Fold(known.DisplayName).Contains(search)).Select(known => known.Id).Concat(Gone(db, ObjectKind.User, search));
        var groups = db.Groups.Where(known => Folding.Fold(known.DisplayName).Contains(search)).Select(known => known.Id).Concat(Gone(db, ObjectKind.Group, search));
        var touched = Touching(db, db.Changes, keys, clients, profiles, people, groups).Select(change => change.Id);
        return rows.Where(change => change.Id == number || Folding.Fold(change.Actor).Contains(search) || Folding.Fold(change.Reason!).Contains(search) || touched.Contains(change.Id));
    }

    private static IQueryable<Change> Touching(
        DashboardDbContext db, IQueryable<Change> rows, IQueryable<int> keys, IQueryable<int> clients, IQueryable<int> profiles, IQueryable<int> people, IQueryable<int> groups) =>
        rows.Where(change => db.ChangedGrants.Any(grant => grant.ChangeId == change.Id && (keys.Contains(grant.VirtualKeyId) || clients.Contains(grant.McpClientId)))
            || db.ChangedObjects.Any(named => named.ChangeId == change.Id
                && ((named.Kind == ObjectKind.VirtualKey && keys.Contains(named.ObjectId)) || (named.Kind == ObjectKind.McpClient && clients.Contains(named.ObjectId))
                    || (named.Kind == ObjectKind.AccessProfile && profiles.Contains(named.ObjectId)) || (named.Kind == ObjectKind.User && people.Contains(named.ObjectId))
                    || (named.Kind == ObjectKind.Group && groups.Contains(named.ObjectId)))));

    /// <summary>The row ids that a public id has, or had before its object was deleted.</summary>
    private static IQueryable<int> Ids(DashboardDbContext db, ObjectKind kind, string id) => (kind switch
    {
        ObjectKind.VirtualKey => db.VirtualKeys.Where(known => known.PublicId == id).Select(known => known.Id),
        ObjectKind.McpClient => db.McpClients.Where(known => known.ClientId == id).Select(known => known.Id),
        ObjectKind.AccessProfile => db.AccessProfiles.Where(known => known.PublicId == id).Select(known => known.Id),
        ObjectKind.User => db.People.Where(known => known.PublicId == id).Select(known => known.Id),
        _ => db.Groups.Where(known => known.PublicId == id).Select(known => known.Id),
    }).Concat(db.DeletedObjects.Where(gone => gone.Kind == kind && gone.PublicId == id).Select(gone => gone.ObjectId));

    private static IQueryable<int> Gone(DashboardDbContext db, ObjectKind kind, string search) =>
        db.DeletedObjects.Where(gone => gone.Kind == kind && Folding.Fold(gone.Name).Contains(search)).Select(gone => gone.ObjectId);

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
