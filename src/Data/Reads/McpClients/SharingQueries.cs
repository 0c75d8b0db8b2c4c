using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.McpClients;

/// <summary>Who may reach one MCP client, for as many keys as there are: pages in SQL, never all keys.</summary>
public sealed class SharingQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>A page of the client's direct grants, by the key's name.</summary>
    public async Task<Paged<SharingRow>> GrantsAsync(string clientId, SharingFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var client = await ClientAsync(db, clientId, cancellation);
        var granted = db.Grants.Where(grant => grant.McpClientId == client && (!filter.OnlyDenied || grant.Tools == ToolList.None)).Select(grant => grant.VirtualKeyId);
        var keys = VirtualKeyRows.Filtered(db, new VirtualKeyFilter { Search = filter.Search }, clock.GetUtcNow()).Where(key => granted.Contains(key.Id));
        var total = await keys.CountAsync(cancellation);
        var page = await keys.OrderBy(key => Folding.Fold(key.Name)).ThenBy(key => key.Id).PageAsync(window, cancellation);
        return new(await RowsAsync(db, client, page.Rows, cancellation), total) { Next = page.Next };
    }

    /// <summary>These keys (public ids) by name, granted or not: what an edit has changed.</summary>
    public async Task<IReadOnlyList<SharingRow>> KeysAsync(string clientId, IReadOnlyCollection<string> keyIds, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var client = await ClientAsync(db, clientId, cancellation);
        var keys = await VirtualKeyRows.Of(db).Where(key => keyIds.Contains(key.PublicId))
            .OrderBy(key => Folding.Fold(key.Name)).ThenBy(key => key.Id).ToArrayAsync(cancellation);
        return await RowsAsync(db, client, keys, cancellation);
    }

    /// <summary>How many keys reach the client, as Cover says, today and with the switch the other way.</summary>
    public async Task<SharingCounts> CountsAsync(string clientId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var client = await db.McpClients.Where(row => row.ClientId == clientId)
            .Select(row => new { row.Id, row.AllowOnAllVirtualKeys }).FirstOrDefaultAsync(cancellation);
        if (client is null)
            return new(0, 0, 0, 0, 0);
        var id = client.Id;
        var today = PolicyRows.Of(db).OfClients(db.McpClients.Where(row => row.Id == id).Select(row => row.Id));
        // What profiles name is read once: asked for each of ten thousand keys it would be worked out as often.
        var named = await today.NamedByProfiles().Select(source => new { source.VirtualKeyId, source.HasTools }).Distinct().ToArrayAsync(cancellation);
        int[] all = [.. named.Select(source => source.VirtualKeyId).Distinct()];
        int[] some = [.. named.Where(source => source.HasTools).Select(source => source.VirtualKeyId)];
        var rows = today.Rows() with
        {
            Profiles = db.VirtualKeys.Where(key => all.Contains(key.Id))
                .Select(key => new NamedForKey { VirtualKeyId = key.Id, McpClientId = id, HasTools = some.Contains(key.Id) }),
        };
        var otherwise = rows with { Clients = rows.Clients.Select(row => new ClientSwitch { Id = row.Id, IsOn = !row.IsOn }) };
        return new(
            await db.Grants.CountAsync(grant => grant.McpClientId == id && grant.Tools != ToolList.None, cancellation),
            await db.Grants.CountAsync(grant => grant.McpClientId == id && grant.Tools == ToolList.None, cancellation),
            await McpClientQueries.Profiles(db, [id]).CountAsync(cancellation),
            await rows.Reached().CountAsync(cancellation),
            await otherwise.Reached().CountAsync(cancellation));
    }

    private static Task<int> ClientAsync(DashboardDbContext db, string clientId, CancellationToken cancellation) =>
        db.McpClients.Where(row => row.ClientId == clientId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);

    private static async Task<IReadOnlyList<SharingRow>> RowsAsync(DashboardDbContext db, int client, VirtualKeyRow[] keys, CancellationToken cancellation)
    {
        var ids = keys.Select(key => key.Id).ToArray();
        var grants = await db.Grants.Where(grant => grant.McpClientId == client && ids.Contains(grant.VirtualKeyId))
            .Select(grant => new { grant.VirtualKeyId, grant.Tools }).ToDictionaryAsync(grant => grant.VirtualKeyId, grant => grant.Tools, cancellation);
        var profiles = (await (
            from source in PolicyRows.Of(db).OfKeys(db.VirtualKeys.Where(key => ids.Contains(key.Id)).Select(key => key.Id)).ProfileSources()
            join profile in db.AccessProfiles on source.ProfileId equals profile.Id
            where source.McpClientId == client && source.Tools != ToolList.None
            select new { source.VirtualKeyId, profile.Name }).Distinct()
            .OrderBy(named => Folding.Fold(named.Name)).ThenBy(named => named.Name).ToArrayAsync(cancellation)).ToLookup(source => source.VirtualKeyId, source => source.Name);
        var people = (await HeldRows.PeopleAsync(db, ids, cancellation)).ToLookup(person => person.VirtualKeyId, person => person.UserId);
        var users = people.SelectMany(person => person).Distinct().ToArray();
        var held = (await HeldRows.Of(db, ids, users).Where(row => row.McpClientId == client)
                .Select(row => new { row.IdentityKind, row.IdentityId, row.Status }).ToArrayAsync(cancellation))
            .ToLookup(row => (row.IdentityKind, row.IdentityId), row => row.Status);
        return [.. keys.Select(key => new SharingRow(
            key.PublicId, key.Name, key.Owner, grants.GetValueOrDefault(key.Id), [.. profiles[key.Id]],
            people[key.Id].Select(user => (IdentityKind.User, user)).Prepend((IdentityKind.VirtualKey, key.Id))
                .SelectMany(identity => held[identity]).Aggregate(StatusCounts.None, (sum, status) => sum.With(status, 1))))];
    }
}
