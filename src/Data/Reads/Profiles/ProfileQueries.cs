using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Profiles;

/// <summary>Access profiles as pages show them.</summary>
public sealed class ProfileQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A page of the list, with what each profile names and whom it reaches.</summary>
    public async Task<Paged<ProfileItem>> ListAsync(ProfileFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Filtered(db, filter);
        var total = await rows.CountAsync(cancellation);
        var page = await Ordered(rows, filter).PageAsync(window, cancellation);
        return new(await ItemsAsync(db, page.Rows, cancellation), total) { Next = page.Next };
    }

    /// <summary>Everything the filter lets through, page by page: for an export.</summary>
    public IAsyncEnumerable<ProfileItem> AllAsync(ProfileFilter filter, CancellationToken cancellation = default) =>
        Pages.AllAsync(window => ListAsync(filter, window, cancellation));

    /// <summary>How many access profiles there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.AccessProfiles.CountAsync(cancellation);
    }

    /// <summary>What a profile's page says; null: there is no such profile.</summary>
    public async Task<ProfileDetail?> DetailAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var profile = await db.AccessProfiles.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (profile is null)
            return null;
        var item = (await ItemsAsync(db, [profile], cancellation))[0];
        var edited = await LastEdits.OfAsync(db, ObjectKind.AccessProfile, profile.Id, cancellation);
        return new(item.Id, item.Name, item.IsActive, profile.Version, item.Clients, item.Given, item.Reached, profile.CreatedAt, edited)
        {
            Faults = StoredFaults.OfProfile(item.Name, (await NamedAsync(db, profile.Id, cancellation)).Select(grant => (grant.ClientName, grant.Tools))),
        };
    }

    /// <summary>Public ids of everybody a profile is given to, and what it names, for programs; null: there is no such profile.</summary>
    public async Task<ProfilePolicy?> PolicyAsync(string profileId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var profile = await db.AccessProfiles.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == profileId, cancellation);
        if (profile is null)
            return null;
        return new(profile.PublicId, profile.Name, profile.IsActive, await NamedAsync(db, profile.Id, cancellation),
            await Given(db, profile.Id, ObjectKind.VirtualKey).OrderBy(party => party.Id).Select(party => party.PublicId).ToArrayAsync(cancellation),
            await Given(db, profile.Id, ObjectKind.User).OrderBy(party => party.Id).Select(party => party.PublicId).ToArrayAsync(cancellation),
            await Given(db, profile.Id, ObjectKind.Group).OrderBy(party => party.Id).Select(party => party.PublicId).ToArrayAsync(cancellation),
            profile.CreatedAt, profile.UpdatedAt);
    }

    /// <summary>Where a profile stands in the list one came from.</summary>
    public async Task<Neighbours> NeighboursAsync(string id, ProfileFilter filter, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return Neighbours.Of(await Ordered(Filtered(db, filter), filter).Select(profile => profile.PublicId).ToListAsync(cancellation), id);
    }

    /// <summary>Every MCP client by name, with the tools the profile names it with; empty when there is no such profile.</summary>
    public async Task<IReadOnlyList<ProfileContentRow>> ContentAsync(string profileId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var id = await IdAsync(db, profileId, cancellation);
        if (id == 0)
            return [];
        var named = await db.ProfileGrants.Where(grant => grant.ProfileId == id).ToDictionaryAsync(grant => grant.McpClientId, grant => grant.Tools, cancellation);
        var clients = await db.McpClients.AsNoTracking()
            .Select(client => new { client.Id, client.ClientId, client.Name, client.AuthType, client.Tools, client.AllowOnAllVirtualKeys })
            .ToArrayAsync(cancellation);
        return [.. clients.OrderBy(client => client.Name, Folding.Comparer).ThenBy(client => client.Id)
            .Select(client => new ProfileContentRow(client.ClientId, client.Name, client.AuthType, client.Tools, named.GetValueOrDefault(client.Id), client.AllowOnAllVirtualKeys))];
    }

    /// <summary>A page of whom the profile is given to, by name.</summary>
    public async Task<Paged<PartyRow>> GivenAsync(string profileId, PartyFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var id = await IdAsync(db, profileId, cancellation);
        var rows = filter.Kind is { } kind ? Given(db, id, kind)
            : Given(db, id, ObjectKind.VirtualKey).Concat(Given(db, id, ObjectKind.User)).Concat(Given(db, id, ObjectKind.Group));
        return await PartyRows.PageAsync(db, rows, filter.Search, window, cancellation);
    }

    /// <summary>Those of the parties that the profile is given to already.</summary>
    public async Task<IReadOnlyList<Party>> GivenAmongAsync(string profileId, IReadOnlyCollection<Party> parties, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var id = await IdAsync(db, profileId, cancellation);
        var found = new List<Party>();
        foreach (var kind in parties.GroupBy(party => party.Kind))
            found.AddRange(await PartyRows.AmongAsync(Given(db, id, kind.Key), [.. kind], cancellation));
        return found;
    }

    private static Task<ClientGrant[]> NamedAsync(DashboardDbContext db, int id, CancellationToken cancellation) => (
        from grant in db.ProfileGrants
        join client in db.McpClients on grant.McpClientId equals client.Id
        where grant.ProfileId == id
        orderby Folding.Fold(client.Name), client.Id
        select new ClientGrant(client.ClientId, client.Name, grant.Tools)).ToArrayAsync(cancellation);

    private static IQueryable<PartyName> Given(DashboardDbContext db, int profile, ObjectKind kind)
    {
        var given = db.ProfileAssignments.Where(row => row.ProfileId == profile);
        var rows = PartyRows.Of(db, kind);
        return kind switch
        {
            ObjectKind.VirtualKey => rows.Where(row => given.Any(to => to.VirtualKeyId == row.Id)),
            ObjectKind.User => rows.Where(row => given.Any(to => to.UserId == row.Id)),
            _ => rows.Where(row => given.Any(to => to.GroupId == row.Id)),
        };
    }

    private static Task<int> IdAsync(DashboardDbContext db, string publicId, CancellationToken cancellation) =>
        db.AccessProfiles.Where(row => row.PublicId == publicId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);

    private static IQueryable<AccessProfile> Filtered(DashboardDbContext db, ProfileFilter filter)
    {
        var rows = db.AccessProfiles.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var search = Folding.Fold(filter.Search.Trim());
            var clients = db.McpClients.Where(client => Folding.Fold(client.Name).Contains(search)).Select(client => client.Id);
            rows = rows.Where(profile => Folding.Fold(profile.Name).Contains(search)
                || db.ProfileGrants.Any(grant => grant.ProfileId == profile.Id && clients.Contains(grant.McpClientId)));
        }
        return filter.IsActive is { } active ? rows.Where(profile => profile.IsActive == active) : rows;
    }

    private static IQueryable<AccessProfile> Ordered(IQueryable<AccessProfile> rows, ProfileFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (ProfileSort.Updated, false) => rows.OrderBy(profile => profile.UpdatedAt).ThenBy(profile => profile.Id),
        (ProfileSort.Updated, true) => rows.OrderByDescending(profile => profile.UpdatedAt).ThenBy(profile => profile.Id),
        (_, false) => rows.OrderBy(profile => Folding.Fold(profile.Name)).ThenBy(profile => profile.Id),
        (_, true) => rows.OrderByDescending(profile => Folding.Fold(profile.Name)).ThenBy(profile => profile.Id),
    };

    private static async Task<IReadOnlyList<ProfileItem>> ItemsAsync(DashboardDbContext db, AccessProfile[] page, CancellationToken cancellation)
    {
        var ids = page.Select(profile => profile.Id).ToArray();
        var named = await PartyRows.CountAsync(db.ProfileGrants.Where(grant => ids.Contains(grant.ProfileId)).Select(grant => grant.ProfileId), ids, cancellation);
        var given = await db.ProfileAssignments.Where(row => ids.Contains(row.ProfileId)).GroupBy(row => row.ProfileId)
            .Select(group => new
            {
                group.Key,
                Keys = group.Count(row => row.VirtualKeyId != null),
                Users = group.Count(row => row.UserId != null),
                Groups = group.Count(row => row.GroupId != null),
            })
            .ToDictionaryAsync(group => group.Key, group => new GivenCounts(group.Keys, group.Users, group.Groups), cancellation);
        var policy = PolicyRows.Of(db);
        var keys =
            from has in (policy with { Given = policy.Given.Where(to => ids.Contains(to.ProfileId)) }).ProfilesOfKeys()
            join active in policy.ActiveProfiles on has.ProfileId equals active.Id
            select new { has.ProfileId, has.VirtualKeyId };
        var reached = await PartyRows.CountAsync(keys.Distinct().Select(pair => pair.ProfileId), ids, cancellation);
        return [.. page.Select(profile => new ProfileItem(
            profile.PublicId, profile.Name, profile.IsActive, named.GetValueOrDefault(profile.Id), given.GetValueOrDefault(profile.Id, GivenCounts.None),
            reached.GetValueOrDefault(profile.Id), profile.UpdatedAt))];
    }
}
