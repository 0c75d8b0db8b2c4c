using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.McpClients;

/// <summary>What connecting to a client's server needs. Holds secrets: for the process itself, never for a page.</summary>
/// <param name="Id">Public id of the client.</param>
/// <param name="Settings">How to connect.</param>
/// <param name="Headers">Static headers with their values.</param>
/// <param name="IsUnreadable">Headers and secrets of the address cannot be read with this installation's key ring.</param>
public sealed record Connection(string Id, McpClientSettings Settings, IReadOnlyDictionary<string, string> Headers, bool IsUnreadable = false);

/// <summary>Where an MCP client points, without secrets.</summary>
public sealed record ClientAddress(string Id, string Name, ConnectionType Type, string Address);

/// <summary>Connections to MCP servers: whole for the process, by names only for pages.</summary>
public sealed class ConnectionQueries(IDbContextFactory<DashboardDbContext> contexts, StaticHeaders staticHeaders)
{
    /// <summary>Null: there is no such client.</summary>
    public async Task<Connection?> OfAsync(string id, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var client = await db.McpClients.AsNoTracking().FirstOrDefaultAsync(row => row.ClientId == id, cancellation);
        return client is null ? null : new(
            id,
            McpClientSettings.Of(client) with { Address = staticHeaders.Address(client) ?? client.ConnectionString },
            staticHeaders.Read(client), staticHeaders.IsUnreadable(client));
    }

    /// <summary>Where the clients point that are not switched off, by name.</summary>
    public async Task<IReadOnlyList<ClientAddress>> EnabledAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.McpClients.Where(client => !client.Disabled).OrderBy(client => Folding.Fold(client.Name)).ThenBy(client => client.Id)
            .Select(client => new ClientAddress(client.ClientId, client.Name, client.ConnectionType, client.ConnectionString)).ToArrayAsync(cancellation);
    }

    /// <summary>Names of the static headers; null: they cannot be read with this installation's key ring.</summary>
    public async Task<IReadOnlyList<string>?> HeaderNamesAsync(string id, CancellationToken cancellation = default) =>
        await OfAsync(id, cancellation) is { } connection ? connection.IsUnreadable ? null : [.. connection.Headers.Keys] : [];
}
