using Gatehouse.Data.Reads.Rows;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.People;

/// <summary>A virtual key, user or group with the names it is found and sorted by.</summary>
internal sealed class PartyName
{
    public ObjectKind Kind { get; init; }
    public int Id { get; init; }
    public required string PublicId { get; init; }
    public required string Name { get; init; }
    public required string UserName { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>Virtual keys, users and groups in one list, as SQL.</summary>
internal static class PartyRows
{
    public static IQueryable<PartyName> Of(DashboardDbContext db, ObjectKind kind) => kind switch
    {
        ObjectKind.VirtualKey => db.VirtualKeys.Select(key => new PartyName
        {
            Kind = kind,
            Id = key.Id,
            PublicId = key.PublicId,
            Name = key.Name,
            UserName = "",
            IsActive = key.IsActive,
        }),
        ObjectKind.User => db.People.Select(user => new PartyName
        {
            Kind = kind,
            Id = user.Id,
            PublicId = user.PublicId,
            Name = user.DisplayName,
            UserName = user.UserName,
            IsActive = user.Active,
        }),
        ObjectKind.Group => db.Groups.Select(group => new PartyName
        {
            Kind = kind,
            Id = group.Id,
            PublicId = group.PublicId,
            Name = group.DisplayName,
            UserName = "",
            IsActive = true,
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing is given to it."),
    };

    public static async Task<Paged<PartyRow>> PageAsync(
        DashboardDbContext db, IQueryable<PartyName> rows, string? search, Window window, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(search))
        {
            var part = Folding.Fold(search.Trim());
            rows = rows.Where(row => Folding.Fold(row.Name).Contains(part) || Folding.Fold(row.UserName).Contains(part));
        }
        var total = await rows.CountAsync(cancellation);
        var page = await rows.OrderBy(row => Folding.Fold(row.Name)).ThenBy(row => row.Kind).ThenBy(row => row.Id).PageAsync(window, cancellation);
        return new(await WithFactsAsync(db, page.Rows, cancellation), total) { Next = page.Next };
    }

    /// <summary>Those of the parties, all of one kind, that are among the rows.</summary>
    public static async Task<IReadOnlyList<Party>> AmongAsync(IQueryable<PartyName> rows, IReadOnlyCollection<Party> parties, CancellationToken cancellation)
    {
        var ids = parties.Select(party => party.Id).ToArray();
        var found = await rows.Where(row => ids.Contains(row.PublicId)).Select(row => row.PublicId).ToArrayAsync(cancellation);
        return [.. parties.IntersectBy(found, party => party.Id)];
    }

    public static async Task<IReadOnlyList<PartyRow>> WithFactsAsync(DashboardDbContext db, PartyName[] page, CancellationToken cancellation)
    {
        var (keys, users, groups) = (Ids(ObjectKind.VirtualKey), Ids(ObjectKind.User), Ids(ObjectKind.Group));
        var owners = keys.Length == 0 ? [] : await VirtualKeyRows.Of(db).Where(key => keys.Contains(key.Id)).ToDictionaryAsync(key => key.Id, key => key.Owner, cancellation);
        var personal = await CountAsync(db.VirtualKeys.Where(key => key.OwnerUserId != null && users.Contains(key.OwnerUserId.Value)).Select(key => key.OwnerUserId!.Value), users, cancellation);
        var team = await CountAsync(db.VirtualKeys.Where(key => key.OwnerGroupId != null && groups.Contains(key.OwnerGroupId.Value)).Select(key => key.OwnerGroupId!.Value), groups, cancellation);
        var members = await CountAsync(db.GroupMembers.Where(member => groups.Contains(member.GroupId)).Select(member => member.GroupId), groups, cancellation);
        return [.. page.Select(row => new PartyRow(
            new Party(row.Kind, row.PublicId), row.Name, row.IsActive,
            row.Kind == ObjectKind.VirtualKey ? owners.GetValueOrDefault(row.Id) : null,
            row.Kind == ObjectKind.User ? row.UserName : null,
            row.Kind == ObjectKind.Group ? members.GetValueOrDefault(row.Id) : 0,
            row.Kind switch { ObjectKind.User => personal.GetValueOrDefault(row.Id), ObjectKind.Group => team.GetValueOrDefault(row.Id), _ => 0 }))];

        int[] Ids(ObjectKind kind) => [.. page.Where(row => row.Kind == kind).Select(row => row.Id)];
    }

    /// <summary>How often each id comes; no statement when nothing is asked for.</summary>
    public static async Task<Dictionary<int, int>> CountAsync(IQueryable<int> ids, int[] asked, CancellationToken cancellation) =>
        asked.Length == 0 ? [] : await ids.GroupBy(id => id).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
}
