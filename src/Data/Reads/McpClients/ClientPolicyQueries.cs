using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.McpClients;

/// <summary>An MCP client as programs read it: what is decided about it, nothing of what follows.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Settings">What its form edits.</param>
/// <param name="AllKeys">It is allowed on all virtual keys.</param>
/// <param name="HeaderNames">What each identity has to store.</param>
/// <param name="StaticHeaders">Names of the headers the gateway sends for everyone.</param>
/// <param name="Tools">What its server listed when it was last asked.</param>
/// <param name="GrantCount">How many virtual keys have a grant of it, denies included.</param>
/// <param name="Grants">These grants by key name; null: there are more than <see cref="ClientPolicyQueries.MostGrants"/>.</param>
/// <param name="CreatedAt">When it was made or imported.</param>
/// <param name="UpdatedAt">The last edit.</param>
/// <param name="IsUnreadable">Its static headers cannot be read with this installation's key ring.</param>
public sealed record ClientPolicy(
    string Id, McpClientSettings Settings, bool AllKeys, IReadOnlyList<string> HeaderNames, IReadOnlyList<string> StaticHeaders, IReadOnlyList<string> Tools,
    int GrantCount, IReadOnlyList<KeyGrant>? Grants, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, bool IsUnreadable = false);

/// <summary>A grant as seen from an MCP client.</summary>
public sealed record KeyGrant(string KeyId, string KeyName, ToolList Tools);

/// <summary>MCP clients with who may reach them, for programs.</summary>
public sealed class ClientPolicyQueries(IDbContextFactory<DashboardDbContext> contexts, StaticHeaders staticHeaders)
{
    /// <summary>So many grants of a client stand beside it; more are read page by page.</summary>
    public const int MostGrants = 1_000;

    public async Task<Paged<ClientPolicy>> ListAsync(McpClientFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = McpClientQueries.Filtered(db, filter);
        var total = await rows.CountAsync(cancellation);
        var page = await McpClientQueries.Ordered(rows, filter).Skip(window.Skip).Take(window.Take).ToArrayAsync(cancellation);
        return new(await OfAsync(db, page, cancellation), total);
    }

    /// <summary>Null: there is no such client.</summary>
    public async Task<ClientPolicy?> FindAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.McpClients.AsNoTracking().FirstOrDefaultAsync(row => row.ClientId == id, cancellation) is { } row ? (await OfAsync(db, [row], cancellation))[0] : null;
    }

    /// <summary>Public ids of the clients of these names; names that nothing has are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> IdsOfNamesAsync(IReadOnlyCollection<string> names, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.McpClients.Where(client => names.Contains(client.Name)).ToDictionaryAsync(client => client.Name, client => client.ClientId, cancellation);
    }

    private async Task<IReadOnlyList<ClientPolicy>> OfAsync(DashboardDbContext db, McpClient[] page, CancellationToken cancellation)
    {
        var ids = page.Select(client => client.Id).ToArray();
        var counts = await db.Grants.Where(grant => ids.Contains(grant.McpClientId)).GroupBy(grant => grant.McpClientId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var few = counts.Where(count => count.Value <= MostGrants).Select(count => count.Key).ToArray();
        var grants = (await (
            from grant in db.Grants
            join key in db.VirtualKeys on grant.VirtualKeyId equals key.Id
            where few.Contains(grant.McpClientId)
            orderby Folding.Fold(key.Name), key.Id
            select new { grant.McpClientId, key.PublicId, key.Name, grant.Tools }).ToArrayAsync(cancellation)).ToLookup(grant => grant.McpClientId);
        return [.. page.Select(client => new ClientPolicy(
            client.ClientId,
            McpClientSettings.Of(client),
            client.AllowOnAllVirtualKeys, client.PerUserHeaderKeys, [.. staticHeaders.Read(client).Keys], client.Tools,
            counts.GetValueOrDefault(client.Id),
            counts.GetValueOrDefault(client.Id) > MostGrants ? null : [.. grants[client.Id].Select(grant => new KeyGrant(grant.PublicId, grant.Name, grant.Tools))],
            client.CreatedAt, client.UpdatedAt, staticHeaders.IsUnreadable(client)))];
    }
}
