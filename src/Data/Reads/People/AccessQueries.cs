using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.People;

/// <summary>An MCP client as a user reaches it, key by key.</summary>
/// <param name="ClientId">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="AuthType">What it wants to see from a caller.</param>
/// <param name="Disabled">Switched off at the gateway; no part of cover.</param>
/// <param name="Known">The tools it listed when it was last asked.</param>
/// <param name="Ways">The keys that reach it, or are named for it and do not; by name.</param>
/// <param name="Credentials">The user's own rows for it.</param>
public sealed record ReachedClient(
    string ClientId, string Name, AuthType AuthType, bool Disabled, IReadOnlyList<string> Known, IReadOnlyList<KeyWay> Ways, StatusCounts Credentials)
{
    /// <summary>The user reaches it: some key of theirs does.</summary>
    public bool IsReached => Ways.Any(way => way.IsReached);

    /// <summary>Some source names it, and none lets a tool through.</summary>
    public bool IsDenied => Ways.Count > 0 && !IsReached;
}

/// <summary>How one key of a user reaches an MCP client.</summary>
/// <param name="KeyId">Public id.</param>
/// <param name="Key">Its name.</param>
/// <param name="Team">The group that owns it; null: the user does.</param>
/// <param name="State">Whether the key opens the gateway; no part of cover.</param>
/// <param name="Direct">The key's own grant; null: none; empty: denied.</param>
/// <param name="Profiles">The access profiles that name the client for the key.</param>
/// <param name="IsReached">The key reaches it today, as Cover says.</param>
public sealed record KeyWay(
    string KeyId, string Key, string? Team, VirtualKeyState State, ToolList? Direct, IReadOnlyList<ProfileTools> Profiles, bool IsReached);

/// <summary>What a user really reaches, through which key and which source.</summary>
public sealed class AccessQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>Every MCP client by name; empty when there is no such user.</summary>
    public async Task<IReadOnlyList<ReachedClient>> OfUserAsync(string userId, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var user = await db.People.Where(row => row.PublicId == userId).Select(row => row.Id).FirstOrDefaultAsync(cancellation);
        if (user == 0)
            return [];
        var policy = PolicyRows.Of(db);
        var ids = await policy.PeopleOfKeys().Where(person => person.UserId == user).Select(person => person.VirtualKeyId).ToArrayAsync(cancellation);
        var keys = await VirtualKeyRows.Of(db).Where(key => ids.Contains(key.Id)).OrderBy(key => Folding.Fold(key.Name)).ThenBy(key => key.Id).ToArrayAsync(cancellation);
        var mine = policy.OfKeys(db.VirtualKeys.Where(key => ids.Contains(key.Id)).Select(key => key.Id));
        var reached = (await mine.Reached()
            .Select(reach => new { reach.VirtualKeyId, reach.McpClientId }).ToArrayAsync(cancellation)).Select(reach => (reach.VirtualKeyId, reach.McpClientId)).ToHashSet();
        var grants = await db.Grants.Where(grant => ids.Contains(grant.VirtualKeyId)).Select(grant => new { grant.VirtualKeyId, grant.McpClientId, grant.Tools })
            .ToDictionaryAsync(grant => (grant.VirtualKeyId, grant.McpClientId), grant => grant.Tools, cancellation);
        var profiles = (await (
                from source in mine.ProfileSources()
                join profile in db.AccessProfiles on source.ProfileId equals profile.Id
                select new { source.VirtualKeyId, source.McpClientId, profile.Name, source.Tools }).Distinct()
            .OrderBy(source => Folding.Fold(source.Name)).ThenBy(source => source.Name).ToArrayAsync(cancellation))
            .ToLookup(source => (source.VirtualKeyId, source.McpClientId), source => new ProfileTools(source.Name, source.Tools));
        var held = (await HeldRows.Of(db, [], [user]).GroupBy(row => new { row.McpClientId, row.Status })
                .Select(group => new { group.Key.McpClientId, group.Key.Status, Count = group.Count() }).ToArrayAsync(cancellation)).ToLookup(row => row.McpClientId);
        var clients = await db.McpClients.AsNoTracking()
            .Select(client => new { client.Id, client.ClientId, client.Name, client.AuthType, client.Disabled, client.Tools }).ToArrayAsync(cancellation);
        var now = clock.GetUtcNow();
        return [.. clients.OrderBy(client => client.Name, Folding.Comparer).ThenBy(client => client.Id).Select(client => new ReachedClient(
            client.ClientId, client.Name, client.AuthType, client.Disabled, client.Tools,
            [.. keys.Where(key => IsNamed((key.Id, client.Id))).Select(key => Way(key, client.Id))],
            held[client.Id].Aggregate(StatusCounts.None, (sum, row) => sum.With(row.Status, row.Count))))];

        bool IsNamed((int, int) pair) => reached.Contains(pair) || grants.ContainsKey(pair) || profiles.Contains(pair);

        KeyWay Way(VirtualKeyRow key, int client) => new(
            key.PublicId, key.Name, key.Owner is { IsGroup: true } team ? team.Name : null, VirtualKeyRows.State(key.IsActive, key.ExpiresAt, now),
            grants.GetValueOrDefault((key.Id, client)), [.. profiles[(key.Id, client)]], reached.Contains((key.Id, client)));
    }
}
