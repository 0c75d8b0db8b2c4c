using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads;

/// <summary>An MCP client to choose.</summary>
public sealed record ClientName(string Id, string Name);

/// <summary>What forms and filters offer to choose from.</summary>
public sealed class ChoiceQueries(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>Users and groups whose name holds <paramref name="search"/>, at most <paramref name="limit"/> of each.</summary>
    public async Task<IReadOnlyList<OwnerName>> OwnersAsync(string? search, int limit = 10, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var part = (search ?? "").Trim().ToLowerInvariant();
        var groups = await db.Groups.Where(group => group.DisplayName.ToLower().Contains(part))
            .OrderBy(group => group.DisplayName.ToLower()).ThenBy(group => group.Id).Take(limit)
            .Select(group => new OwnerName(group.PublicId, group.DisplayName, true)).ToArrayAsync(cancellation);
        var users = await db.People.Where(user => user.DisplayName.ToLower().Contains(part) || user.UserName.ToLower().Contains(part))
            .OrderBy(user => user.DisplayName.ToLower()).ThenBy(user => user.Id).Take(limit)
            .Select(user => new OwnerName(user.PublicId, user.DisplayName, false)).ToArrayAsync(cancellation);
        return [.. groups, .. users];
    }

    /// <summary>The user or group of a public id; null: there is none.</summary>
    public async Task<OwnerName?> OwnerAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.People.Where(user => user.PublicId == id).Select(user => new OwnerName(user.PublicId, user.DisplayName, false))
                .FirstOrDefaultAsync(cancellation)
            ?? await db.Groups.Where(group => group.PublicId == id).Select(group => new OwnerName(group.PublicId, group.DisplayName, true))
                .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Every MCP client by name.</summary>
    public async Task<IReadOnlyList<ClientName>> ClientsAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.McpClients.OrderBy(client => client.Name.ToLower()).ThenBy(client => client.Id)
            .Select(client => new ClientName(client.ClientId, client.Name)).ToArrayAsync(cancellation);
    }
}
