using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.McpClients;

/// <summary>MCP clients as pages show them.</summary>
public sealed class McpClientQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A page of the list, with what stands behind each client.</summary>
    public async Task<Paged<McpClientItem>> ListAsync(McpClientFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Filtered(db, filter);
        var total = await rows.CountAsync(cancellation);
        var (page, next) = await Ordered(rows, filter).PageAsync(window, cancellation);
        var ids = page.Select(client => client.Id).ToArray();
        var granted = await db.Grants.Where(grant => ids.Contains(grant.McpClientId) && grant.Tools != ToolList.None)
            .GroupBy(grant => grant.McpClientId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var profiles = await Profiles(db, ids).GroupBy(named => named.McpClientId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var held = await HeldAsync(db, ids, cancellation);
        return new([.. page.Select(client => new McpClientItem(
            client.ClientId, client.Name, client.ConnectionString, client.AuthType, client.AllowOnAllVirtualKeys,
            granted.GetValueOrDefault(client.Id), profiles.GetValueOrDefault(client.Id), client.Disabled, held.GetValueOrDefault(client.Id, StatusCounts.None)))], total)
        { Next = next };
    }

    /// <summary>Everything the filter lets through, page by page: for an export.</summary>
    public IAsyncEnumerable<McpClientItem> AllAsync(McpClientFilter filter, CancellationToken cancellation = default) =>
        Pages.AllAsync(window => ListAsync(filter, window, cancellation));

    /// <summary>How many MCP clients there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.McpClients.CountAsync(cancellation);
    }

    /// <summary>What a client's page says; null: there is no such client.</summary>
    public async Task<McpClientDetail?> DetailAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var client = await db.McpClients.AsNoTracking().FirstOrDefaultAsync(row => row.ClientId == id, cancellation);
        if (client is null)
            return null;
        var edited = await LastEdits.OfAsync(db, ObjectKind.McpClient, client.Id, cancellation);
        var held = await HeldAsync(db, [client.Id], cancellation);
        return new(client.ClientId, McpClientSettings.Of(client), client.Version, client.AllowOnAllVirtualKeys, client.PerUserHeaderKeys, client.Tools, client.CreatedAt, edited,
            held.GetValueOrDefault(client.Id, StatusCounts.None));
    }

    /// <summary>Where a client stands in the list one came from.</summary>
    public async Task<Neighbours> NeighboursAsync(string id, McpClientFilter filter, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = Filtered(db, filter);
        var ids = await Ordered(rows, filter).Select(client => client.ClientId).ToListAsync(cancellation);
        var at = ids.IndexOf(id);
        return new(at + 1, ids.Count, at > 0 ? ids[at - 1] : null, at >= 0 && at + 1 < ids.Count ? ids[at + 1] : null);
    }

    internal static IQueryable<ProfileGrant> Profiles(DashboardDbContext db, int[] clients) => db.ProfileGrants.Where(named =>
        clients.Contains(named.McpClientId) && db.AccessProfiles.Any(profile => profile.Id == named.ProfileId && profile.IsActive));

    internal static IQueryable<McpClient> Filtered(DashboardDbContext db, McpClientFilter filter)
    {
        var rows = db.McpClients.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var search = Folding.Fold(filter.Search.Trim());
            rows = rows.Where(client => Folding.Fold(client.Name).Contains(search) || Folding.Fold(client.ClientId).Contains(search) || Folding.Fold(client.ConnectionString).Contains(search));
        }
        if (filter.AuthType is { } auth)
            rows = rows.Where(client => client.AuthType == auth);
        if (filter.AllKeys is { } all)
            rows = rows.Where(client => client.AllowOnAllVirtualKeys == all);
        if (filter.Disabled is { } disabled)
            rows = rows.Where(client => client.Disabled == disabled);
        return rows;
    }

    internal static IQueryable<McpClient> Ordered(IQueryable<McpClient> rows, McpClientFilter filter)
    {
        var ordered = (filter.Sort, filter.Descending) switch
        {
            (McpClientSort.Auth, false) => rows.OrderBy(client => client.AuthType).ThenBy(client => Folding.Fold(client.Name)),
            (McpClientSort.Auth, true) => rows.OrderByDescending(client => client.AuthType).ThenBy(client => Folding.Fold(client.Name)),
            (McpClientSort.State, false) => rows.OrderBy(client => client.Disabled).ThenBy(client => Folding.Fold(client.Name)),
            (McpClientSort.State, true) => rows.OrderByDescending(client => client.Disabled).ThenBy(client => Folding.Fold(client.Name)),
            (_, false) => rows.OrderBy(client => Folding.Fold(client.Name)),
            (_, true) => rows.OrderByDescending(client => Folding.Fold(client.Name)),
        };
        return ordered.ThenBy(client => client.Id);
    }

    /// <summary>One pass over a range of each table's clustering key: the rows of a client stand side by side, so nothing is sorted.</summary>
    private static async Task<Dictionary<int, StatusCounts>> HeldAsync(DashboardDbContext db, int[] clients, CancellationToken cancellation)
    {
        var held = new Dictionary<int, StatusCounts>();
        foreach (var counted in (IQueryable<ClientCounts>[])[Credentials(db.OAuthTokens, clients), Credentials(db.HeaderCredentials, clients), Flows(db.OAuthFlows, clients), Flows(db.HeaderFlows, clients)])
            foreach (var row in await counted.ToArrayAsync(cancellation))
                held[row.McpClientId] = held.GetValueOrDefault(row.McpClientId, StatusCounts.None) + new StatusCounts(row.Active, row.Orphaned, row.NeedsReauth, row.NeedsUpdate, row.Pending);
        return held;
    }

    private static IQueryable<ClientCounts> Credentials<T>(IQueryable<T> rows, int[] clients) where T : Credential =>
        rows.Where(row => clients.Contains(row.McpClientId)).GroupBy(row => row.McpClientId).Select(group => new ClientCounts
        {
            McpClientId = group.Key,
            Active = group.Count(row => row.OrphanedAt == null && row.Health == CredentialHealth.Healthy),
            Orphaned = group.Count(row => row.OrphanedAt != null),
            NeedsReauth = group.Count(row => row.OrphanedAt == null && row.Health == CredentialHealth.NeedsReauth),
            NeedsUpdate = group.Count(row => row.OrphanedAt == null && row.Health == CredentialHealth.NeedsUpdate),
        });

    private static IQueryable<ClientCounts> Flows<T>(IQueryable<T> rows, int[] clients) where T : Flow =>
        rows.Where(row => clients.Contains(row.McpClientId) && row.Status == FlowStatus.Pending).GroupBy(row => row.McpClientId)
            .Select(group => new ClientCounts { McpClientId = group.Key, Pending = group.Count() });

    private sealed class ClientCounts
    {
        public int McpClientId { get; init; }
        public int Active { get; init; }
        public int Orphaned { get; init; }
        public int NeedsReauth { get; init; }
        public int NeedsUpdate { get; init; }
        public int Pending { get; init; }
    }
}
