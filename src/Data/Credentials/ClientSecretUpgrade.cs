using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Credentials;

/// <summary>Brings what earlier versions stored of MCP clients to today's form. Runs at every start, before anything is sent; finds nothing the second time. What cannot be read stays as it is.</summary>
public sealed class ClientSecretUpgrade(IDbContextFactory<DashboardDbContext> contexts, StaticHeaders staticHeaders)
{
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = false;
        foreach (var client in await db.McpClients.ToArrayAsync(cancellation))
            found |= staticHeaders.Adopt(client);
        if (found)
            await db.SaveChangesAsync(cancellation);
    }
}
