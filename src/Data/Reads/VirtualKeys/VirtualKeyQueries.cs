using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.VirtualKeys;

/// <summary>Virtual keys as pages show them. Each call has a context of its own and a number of statements that does not grow with the rows.</summary>
public sealed class VirtualKeyQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>A page of the list, with what stands behind each key.</summary>
    public async Task<Paged<VirtualKeyItem>> ListAsync(VirtualKeyFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var rows = VirtualKeyRows.Filtered(db, filter, now);
        var total = await rows.CountAsync(cancellation);
        var page = await VirtualKeyRows.Ordered(rows, filter).PageAsync(window, cancellation);
        return new(await ItemsAsync(db, page.Rows, now, cancellation), total) { Next = page.Next };
    }

    /// <summary>Everything the filter lets through, page by page: for an export.</summary>
    public IAsyncEnumerable<VirtualKeyItem> AllAsync(VirtualKeyFilter filter, CancellationToken cancellation = default) =>
        Pages.AllAsync(window => ListAsync(filter, window, cancellation));

    /// <summary>Public ids of everything the filter lets through, in the order the keys were made.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(VirtualKeyFilter filter, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await VirtualKeyRows.Filtered(db, filter, clock.GetUtcNow()).OrderBy(row => row.Id).Select(row => row.PublicId).ToArrayAsync(cancellation);
    }

    /// <summary>How many keys the filter lets through.</summary>
    public async Task<int> CountAsync(VirtualKeyFilter filter, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await VirtualKeyRows.Filtered(db, filter, clock.GetUtcNow()).CountAsync(cancellation);
    }

    /// <summary>The owners of these keys, by the key's public id; keys of nobody are left out.</summary>
    public async Task<IReadOnlyDictionary<string, OwnerName>> OwnersAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await VirtualKeyRows.Of(db).Where(row => ids.Contains(row.PublicId)).ToArrayAsync(cancellation);
        return rows.Where(row => row.Owner is not null).ToDictionary(row => row.PublicId, row => row.Owner!);
    }

    /// <summary>How many keys there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.VirtualKeys.CountAsync(cancellation);
    }

    /// <summary>What the head of a key's page says; null: there is no such key.</summary>
    public async Task<VirtualKeyDetail?> DetailAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await VirtualKeyRows.Of(db).FirstOrDefaultAsync(row => row.PublicId == id, cancellation);
        if (row is null)
            return null;
        var form = await db.VirtualKeys.Where(key => key.Id == row.Id)
            .Select(key => new { key.Description, key.Version, key.CreatedAt }).SingleAsync(cancellation);
        var edited = await LastEdits.OfAsync(db, ObjectKind.VirtualKey, row.Id, cancellation);
        var named = await (
            from grant in db.Grants
            join client in db.McpClients on grant.McpClientId equals client.Id
            where grant.VirtualKeyId == row.Id && grant.Tools != ToolList.All && grant.Tools != ToolList.None
            orderby Folding.Fold(client.Name), client.Id
            select new { client.Name, grant.Tools }).ToArrayAsync(cancellation);
        var people = await HeldRows.PeopleAsync(db, [row.Id], cancellation);
        var held = await CountAsync(db, [row.Id], [.. people.Select(person => person.UserId)], cancellation);
        return new(row.PublicId, row.Name, form.Description, row.Prefix, row.Owner, row.IsActive, VirtualKeyRows.State(row.IsActive, row.ExpiresAt, clock.GetUtcNow()),
            row.ExpiresAt, form.CreatedAt, edited, form.Version, people.Length, held.Values.Aggregate(StatusCounts.None, (sum, one) => sum + one))
        {
            Faults = StoredFaults.OfKey(row.Name, form.Description, named.Select(grant => (grant.Name, grant.Tools))),
        };
    }

    /// <summary>Where a key stands in the list one came from.</summary>
    public async Task<Neighbours> NeighboursAsync(string id, VirtualKeyFilter filter, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = VirtualKeyRows.Ordered(VirtualKeyRows.Filtered(db, filter, clock.GetUtcNow()), filter);
        var ids = await rows.Select(row => row.PublicId).ToListAsync(cancellation);
        return Neighbours.Of(ids, id);
    }

    private static async Task<IReadOnlyList<VirtualKeyItem>> ItemsAsync(
        DashboardDbContext db, VirtualKeyRow[] page, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = page.Select(row => row.Id).ToArray();
        var grants = await db.Grants.Where(grant => ids.Contains(grant.VirtualKeyId) && grant.Tools != ToolList.None)
            .GroupBy(grant => grant.VirtualKeyId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var ungranted = ids.Where(id => !grants.ContainsKey(id)).ToArray();
        var profiled = (await PolicyRows.Of(db).OfKeys(db.VirtualKeys.Where(key => ungranted.Contains(key.Id)).Select(key => key.Id)).ProfileSources()
            .Select(source => source.VirtualKeyId).Distinct().ToArrayAsync(cancellation)).ToHashSet();
        var people = (await HeldRows.PeopleAsync(db, ids, cancellation)).ToLookup(person => person.VirtualKeyId, person => person.UserId);
        var users = people.SelectMany(person => person).Distinct().ToArray();
        var held = await CountAsync(db, ids, users, cancellation);
        return [.. page.Select(row => new VirtualKeyItem(
            row.PublicId, row.Name, row.Prefix, row.Owner, VirtualKeyRows.State(row.IsActive, row.ExpiresAt, now), row.ExpiresAt, row.UpdatedAt,
            grants.GetValueOrDefault(row.Id), profiled.Contains(row.Id),
            people[row.Id].Aggregate(Held(IdentityKind.VirtualKey, row.Id), (sum, user) => sum + Held(IdentityKind.User, user))))];

        StatusCounts Held(IdentityKind kind, int id) => held.GetValueOrDefault((kind, id), StatusCounts.None);
    }

    private static async Task<Dictionary<(IdentityKind, int), StatusCounts>> CountAsync(
        DashboardDbContext db, int[] keys, int[] users, CancellationToken cancellation)
    {
        var counts = await HeldRows.Of(db, keys, users)
            .GroupBy(row => new { row.IdentityKind, row.IdentityId, row.Status })
            .Select(group => new { group.Key.IdentityKind, group.Key.IdentityId, group.Key.Status, Count = group.Count() })
            .ToArrayAsync(cancellation);
        return counts.GroupBy(row => (row.IdentityKind, row.IdentityId)).ToDictionary(
            group => group.Key, group => group.Aggregate(StatusCounts.None, (sum, row) => sum.With(row.Status, row.Count)));
    }
}
