using Gatehouse.Data.Reads.Rows;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.VirtualKeys;

/// <summary>An MCP client to choose.</summary>
public sealed record ClientName(string Id, string Name);

/// <summary>A virtual key to choose, with its owner.</summary>
public sealed record KeyChoice(string Id, string Name, OwnerName? Owner);

/// <summary>An MCP client to choose, with the tools its server listed.</summary>
public sealed record ClientChoice(string Id, string Name, IReadOnlyList<string> Tools);

/// <summary>What forms and filters offer to choose from.</summary>
public sealed class ChoiceQueries(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>Users and groups whose name holds <paramref name="search"/>, at most <paramref name="limit"/> of each.</summary>
    public async Task<IReadOnlyList<OwnerName>> OwnersAsync(string? search, int limit = 10, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var part = Folding.Fold((search ?? "").Trim());
        var groups = await db.Groups.Where(group => Folding.Fold(group.DisplayName).Contains(part))
            .OrderBy(group => Folding.Fold(group.DisplayName)).ThenBy(group => group.Id).Take(limit)
            .Select(group => new OwnerName(group.PublicId, group.DisplayName, true)).ToArrayAsync(cancellation);
        var users = await db.People.Where(user => Folding.Fold(user.DisplayName).Contains(part) || Folding.Fold(user.UserName).Contains(part))
            .OrderBy(user => Folding.Fold(user.DisplayName)).ThenBy(user => user.Id).Take(limit)
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

    /// <summary>Virtual keys whose name, owner or prefix holds <paramref name="search"/>, by name, and how many there are.</summary>
    public async Task<Paged<KeyChoice>> KeysAsync(string? search, int limit = 10, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var filter = new VirtualKeyFilter { Search = search };
        var rows = VirtualKeyRows.Filtered(db, filter, clock.GetUtcNow());
        var total = await rows.CountAsync(cancellation);
        var page = await VirtualKeyRows.Ordered(rows, filter).Take(limit).ToArrayAsync(cancellation);
        return new([.. page.Select(row => new KeyChoice(row.PublicId, row.Name, row.Owner))], total);
    }

    /// <summary>A page of the MCP clients whose name or id holds <paramref name="search"/>, by name.</summary>
    public async Task<Paged<ClientChoice>> ClientsAsync(string? search, Window window, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var part = Folding.Fold((search ?? "").Trim());
        var rows = db.McpClients.Where(client => Folding.Fold(client.Name).Contains(part) || Folding.Fold(client.ClientId).Contains(part));
        return new(
            await rows.OrderBy(client => Folding.Fold(client.Name)).ThenBy(client => client.Id).Skip(window.Skip).Take(window.Take)
                .Select(client => new ClientChoice(client.ClientId, client.Name, client.Tools)).ToArrayAsync(cancellation),
            await rows.CountAsync(cancellation));
    }

    /// <summary>Every MCP client by name.</summary>
    public async Task<IReadOnlyList<ClientName>> ClientsAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.McpClients.OrderBy(client => Folding.Fold(client.Name)).ThenBy(client => client.Id)
            .Select(client => new ClientName(client.ClientId, client.Name)).ToArrayAsync(cancellation);
    }
}
