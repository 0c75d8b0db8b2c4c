using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reads.Rows;

/// <summary>A virtual key with its owner's name.</summary>
internal sealed class VirtualKeyRow
{
    public int Id { get; init; }
    public required string PublicId { get; init; }
    public required string Name { get; init; }
    public string? Prefix { get; init; }
    public bool IsActive { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public int? OwnerUserId { get; init; }
    public int? OwnerGroupId { get; init; }
    public string? UserPublicId { get; init; }
    public string? UserName { get; init; }
    public string? GroupPublicId { get; init; }
    public string? GroupName { get; init; }

    public OwnerName? Owner =>
        UserPublicId is not null ? new(UserPublicId, UserName!, false)
        : GroupPublicId is not null ? new(GroupPublicId, GroupName!, true)
        : null;
}

/// <summary>Filter and order of virtual keys, as SQL.</summary>
internal static class VirtualKeyRows
{
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    public static VirtualKeyState State(bool isActive, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        !isActive ? VirtualKeyState.Inactive
        : expiresAt <= now ? VirtualKeyState.Expired
        : expiresAt <= now + Soon ? VirtualKeyState.ExpiresSoon
        : VirtualKeyState.Active;

    public static IQueryable<VirtualKeyRow> Of(DashboardDbContext db) =>
        from key in db.VirtualKeys
        from user in db.People.Where(user => user.Id == key.OwnerUserId).DefaultIfEmpty()
        from team in db.Groups.Where(team => team.Id == key.OwnerGroupId).DefaultIfEmpty()
        select new VirtualKeyRow
        {
            Id = key.Id,
            PublicId = key.PublicId,
            Name = key.Name,
            Prefix = key.SecretPrefix,
            IsActive = key.IsActive,
            ExpiresAt = key.ExpiresAt,
            UpdatedAt = key.UpdatedAt,
            OwnerUserId = key.OwnerUserId,
            OwnerGroupId = key.OwnerGroupId,
            UserPublicId = user!.PublicId,
            UserName = user.DisplayName,
            GroupPublicId = team!.PublicId,
            GroupName = team.DisplayName,
        };

    public static IQueryable<VirtualKeyRow> Filtered(DashboardDbContext db, VirtualKeyFilter filter, DateTimeOffset now)
    {
        var rows = Of(db);
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var search = Folding.Fold(filter.Search.Trim());
            rows = rows.Where(row => Folding.Fold(row.Name).Contains(search) || Folding.Fold(row.Prefix!).Contains(search)
                || Folding.Fold(row.UserName!).Contains(search) || Folding.Fold(row.GroupName!).Contains(search));
        }
        if (filter.Only is { } only)
            rows = rows.Where(row => only.Contains(row.PublicId));
        if (filter.GrantsClient is { } client)
        {
            // As a list of keys, so that it is found by the client's index once, not asked of every key.
            var granted = db.Grants.Where(grant => grant.Tools != ToolList.None
                && db.McpClients.Where(known => known.ClientId == client).Select(known => known.Id).Contains(grant.McpClientId)).Select(grant => grant.VirtualKeyId);
            rows = rows.Where(row => granted.Contains(row.Id));
        }
        if (filter.Owner is { } owner)
            rows = owner == VirtualKeyFilter.Nobody
                ? rows.Where(row => row.OwnerUserId == null && row.OwnerGroupId == null)
                : rows.Where(row => row.UserPublicId == owner || row.GroupPublicId == owner);
        if (filter.Person is { } person)
        {
            var keys = PolicyRows.Of(db).PeopleOfKeys()
                .Where(of => db.People.Where(user => user.PublicId == person).Select(user => user.Id).Contains(of.UserId)).Select(of => of.VirtualKeyId);
            rows = rows.Where(row => keys.Contains(row.Id));
        }
        rows = filter.HasOrphaned switch
        {
            true => OrphanedBehind(db, rows, true),
            false => OrphanedBehind(db, rows, false),
            null => rows,
        };
        return InState(rows, filter.State, now);
    }

    public static IQueryable<VirtualKeyRow> Ordered(IQueryable<VirtualKeyRow> rows, VirtualKeyFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (VirtualKeySort.Owner, false) => rows.OrderBy(row => Folding.Fold(row.UserName ?? row.GroupName ?? "")).ThenBy(row => row.Id),
        (VirtualKeySort.Owner, true) => rows.OrderByDescending(row => Folding.Fold(row.UserName ?? row.GroupName ?? "")).ThenBy(row => row.Id),
        (VirtualKeySort.Updated, false) => rows.OrderBy(row => row.UpdatedAt).ThenBy(row => row.Id),
        (VirtualKeySort.Updated, true) => rows.OrderByDescending(row => row.UpdatedAt).ThenBy(row => row.Id),
        (_, false) => rows.OrderBy(row => Folding.Fold(row.Name)).ThenBy(row => row.Id),
        (_, true) => rows.OrderByDescending(row => Folding.Fold(row.Name)).ThenBy(row => row.Id),
    };

    private static IQueryable<VirtualKeyRow> InState(IQueryable<VirtualKeyRow> rows, VirtualKeyState? state, DateTimeOffset now)
    {
        var soon = now + Soon;
        return state switch
        {
            VirtualKeyState.Active => rows.Where(row => row.IsActive && (row.ExpiresAt == null || row.ExpiresAt > now)),
            VirtualKeyState.ExpiresSoon => rows.Where(row => row.IsActive && row.ExpiresAt > now && row.ExpiresAt <= soon),
            VirtualKeyState.Inactive => rows.Where(row => !row.IsActive),
            VirtualKeyState.Expired => rows.Where(row => row.IsActive && row.ExpiresAt <= now),
            _ => rows,
        };
    }

    /// <summary>Asks the partial index of orphaned rows, once per key and person, never the rows themselves.</summary>
    private static IQueryable<VirtualKeyRow> OrphanedBehind(DashboardDbContext db, IQueryable<VirtualKeyRow> rows, bool some)
    {
        var ofUsers = db.OAuthTokens.Where(row => row.IdentityKind == IdentityKind.User && row.OrphanedAt != null).Select(row => row.IdentityId)
            .Concat(db.HeaderCredentials.Where(row => row.IdentityKind == IdentityKind.User && row.OrphanedAt != null).Select(row => row.IdentityId));
        var ofGroups = db.GroupMembers.Where(member => ofUsers.Contains(member.UserId)).Select(member => member.GroupId);
        return rows.Where(row => some == (
            db.OAuthTokens.Any(token => token.IdentityKind == IdentityKind.VirtualKey && token.IdentityId == row.Id && token.OrphanedAt != null)
            || db.HeaderCredentials.Any(header => header.IdentityKind == IdentityKind.VirtualKey && header.IdentityId == row.Id && header.OrphanedAt != null)
            || ofUsers.Contains(row.OwnerUserId!.Value)
            || ofGroups.Contains(row.OwnerGroupId!.Value)));
    }
}
