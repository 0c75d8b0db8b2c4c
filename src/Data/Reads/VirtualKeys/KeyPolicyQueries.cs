using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Rows;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.VirtualKeys;

/// <summary>A virtual key as programs read it: what is decided about it, nothing of what follows.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Anything; null: none.</param>
/// <param name="Prefix">The first characters of its secret; null: unknown.</param>
/// <param name="IsActive">Whether it may be used.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="Owner">Null: nobody.</param>
/// <param name="Allowlist">Its own grants, by client name.</param>
/// <param name="CreatedAt">When it was made or imported.</param>
/// <param name="UpdatedAt">The last edit.</param>
public sealed record KeyPolicy(
    string Id, string Name, string? Description, string? Prefix, bool IsActive, DateTimeOffset? ExpiresAt, OwnerName? Owner, IReadOnlyList<ClientGrant> Allowlist,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>What no edit would accept of it as it is.</summary>
    public IReadOnlyList<string> Faults() => StoredFaults.OfKey(Name, Description, Allowlist.Select(grant => (grant.ClientName, grant.Tools)));
}

/// <summary>A grant as seen from a key or an access profile.</summary>
public sealed record ClientGrant(string ClientId, string ClientName, ToolList Tools);

/// <summary>Virtual keys with their allowlists, for programs.</summary>
public sealed class KeyPolicyQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    public async Task<Paged<KeyPolicy>> ListAsync(VirtualKeyFilter filter, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = VirtualKeyRows.Filtered(db, filter, clock.GetUtcNow());
        var total = await rows.CountAsync(cancellation);
        var page = await VirtualKeyRows.Ordered(rows, filter).Skip(window.Skip).Take(window.Take).ToArrayAsync(cancellation);
        return new(await OfAsync(db, page, cancellation), total);
    }

    /// <summary>Null: there is no such key.</summary>
    public async Task<KeyPolicy?> FindAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await VirtualKeyRows.Of(db).FirstOrDefaultAsync(row => row.PublicId == id, cancellation) is { } row ? (await OfAsync(db, [row], cancellation))[0] : null;
    }

    private static async Task<IReadOnlyList<KeyPolicy>> OfAsync(DashboardDbContext db, VirtualKeyRow[] page, CancellationToken cancellation)
    {
        var ids = page.Select(row => row.Id).ToArray();
        var more = await db.VirtualKeys.Where(key => ids.Contains(key.Id)).Select(key => new { key.Id, key.Description, key.CreatedAt }).ToDictionaryAsync(key => key.Id, cancellation);
        var grants = (await (
            from grant in db.Grants
            join client in db.McpClients on grant.McpClientId equals client.Id
            where ids.Contains(grant.VirtualKeyId)
            orderby Folding.Fold(client.Name), client.Id
            select new { grant.VirtualKeyId, client.ClientId, client.Name, grant.Tools }).ToArrayAsync(cancellation)).ToLookup(grant => grant.VirtualKeyId);
        return [.. page.Where(row => more.ContainsKey(row.Id)).Select(row => new KeyPolicy(
            row.PublicId, row.Name, more[row.Id].Description, row.Prefix, row.IsActive, row.ExpiresAt, row.Owner,
            [.. grants[row.Id].Select(grant => new ClientGrant(grant.ClientId, grant.Name, grant.Tools))], more[row.Id].CreatedAt, row.UpdatedAt))];
    }
}
