using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Edits;

/// <summary>Brings what earlier versions stored of MCP clients to today's form. Runs at every start, before anything is sent; finds nothing the second time. What cannot be read stays as it is.</summary>
public sealed class ClientSecretUpgrade(IDbContextFactory<DashboardDbContext> contexts, Writes writes, StaticHeaders staticHeaders)
{
    /// <returns>False: the database did not take it.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation = default)
    {
        // Looked for before it is written: a start that finds nothing takes no write lock.
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
            if (!await AdoptAsync(db, cancellation))
                return true;
        return await writes.RunAsync(Actor.Program, Role.Admin, async step =>
        {
            await AdoptAsync(step.Db, cancellation);
            await step.Db.SaveChangesAsync(cancellation);
            step.OffRecord("The form of what is stored changes, not what it says.");
            return Written.Kept(true);
        }, cancellation) is WriteResult<bool>.Done;
    }

    private async Task<bool> AdoptAsync(DashboardDbContext db, CancellationToken cancellation)
    {
        var found = false;
        foreach (var client in await db.McpClients.ToArrayAsync(cancellation))
            found |= staticHeaders.Adopt(client);
        return found;
    }
}
