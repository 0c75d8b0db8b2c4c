using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.VirtualKeys;

/// <summary>One MCP client as seen from a virtual key.</summary>
/// <param name="ClientId">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="AuthType">What it wants to see from a caller.</param>
/// <param name="Known">The tools it listed when it was last asked.</param>
/// <param name="Direct">The key's own grant; null: none; empty: denied.</param>
/// <param name="Profiles">The access profiles that name it for the key.</param>
/// <param name="AllKeys">It is allowed on all virtual keys.</param>
/// <param name="Reached">The key reaches it today, as Cover says.</param>
/// <param name="Credentials">What stands behind: rows of the key and of its people.</param>
public sealed record AllowlistRow(
    string ClientId, string Name, AuthType AuthType, IReadOnlyList<string> Known, ToolList? Direct,
    IReadOnlyList<ProfileTools> Profiles, bool AllKeys, bool Reached, StatusCounts Credentials);

/// <summary>The allowlist of one key, every MCP client in one list.</summary>
public sealed class AllowlistQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>Every MCP client by name; empty when there is no such key.</summary>
    public async Task<IReadOnlyList<AllowlistRow>> OfKeyAsync(string virtualKeyId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = await KeyAsync(db, virtualKeyId, cancellation);
        if (key == 0)
            return [];
        var clients = await db.McpClients.AsNoTracking()
            .Select(client => new { client.Id, client.ClientId, client.Name, client.AuthType, client.Tools, client.AllowOnAllVirtualKeys })
            .ToArrayAsync(cancellation);
        var grants = await db.Grants.Where(grant => grant.VirtualKeyId == key).Select(grant => new { grant.McpClientId, grant.Tools })
            .ToDictionaryAsync(grant => grant.McpClientId, grant => grant.Tools, cancellation);
        var policy = PolicyRows.Of(db);
        var profiles = (await (
            from source in policy.OfKey(key).ProfileSources()
            join profile in db.AccessProfiles on source.ProfileId equals profile.Id
            select new { source.McpClientId, profile.Name, source.Tools }).Distinct()
            .OrderBy(source => Folding.Fold(source.Name)).ThenBy(source => source.Name).ToArrayAsync(cancellation)).ToLookup(source => source.McpClientId);
        var reached = (await ReachedBy(policy, key).ToArrayAsync(cancellation)).ToHashSet();
        var held = await HeldAsync(db, key, cancellation);
        return [.. clients
            .OrderBy(client => client.Name, Folding.Comparer).ThenBy(client => client.Id)
            .Select(client => new AllowlistRow(
                client.ClientId, client.Name, client.AuthType, client.Tools, grants.GetValueOrDefault(client.Id),
                [.. profiles[client.Id].Select(source => new ProfileTools(source.Name, source.Tools))],
                client.AllowOnAllVirtualKeys, reached.Contains(client.Id), held.GetValueOrDefault(client.Id, StatusCounts.None)))];
    }

    private static IQueryable<int> ReachedBy(PolicyRows policy, int key) =>
        policy.OfKey(key).Reached().Select(reach => reach.McpClientId);

    private static async Task<Dictionary<int, StatusCounts>> HeldAsync(DashboardDbContext db, int key, CancellationToken cancellation)
    {
        var people = await HeldRows.PeopleAsync(db, [key], cancellation);
        var counts = await HeldRows.Of(db, [key], [.. people.Select(person => person.UserId)])
            .GroupBy(row => new { row.McpClientId, row.Status })
            .Select(group => new { group.Key.McpClientId, group.Key.Status, Count = group.Count() })
            .ToArrayAsync(cancellation);
        return counts.GroupBy(row => row.McpClientId).ToDictionary(
            group => group.Key, group => group.Aggregate(StatusCounts.None, (sum, row) => sum.With(row.Status, row.Count)));
    }

    private static Task<int> KeyAsync(DashboardDbContext db, string publicId, CancellationToken cancellation) =>
        db.VirtualKeys.Where(row => row.PublicId == publicId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);
}
