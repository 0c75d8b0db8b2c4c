using System.Security.Cryptography;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Credentials;

/// <summary>Brings what earlier versions stored of MCP clients to today's form. Runs at every start, before anything is sent; finds nothing the second time.</summary>
public sealed class ClientSecretUpgrade(IDbContextFactory<DashboardDbContext> contexts, StaticHeaders staticHeaders)
{
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = false;
        foreach (var client in await db.McpClients.ToArrayAsync(cancellation))
            found |= Adopt(client);
        if (found)
            await db.SaveChangesAsync(cancellation);
    }

    /// <summary>What cannot be read with this key ring stays as it is: it is sent to nobody.</summary>
    private bool Adopt(McpClient client)
    {
        try
        {
            return staticHeaders.Adopt(client);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
