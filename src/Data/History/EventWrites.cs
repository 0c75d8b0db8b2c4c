using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Data.History;

/// <summary>Puts events on record that come with no other write: sign-ins, exports, backups.</summary>
public sealed class EventWrites(IDbContextFactory<DashboardDbContext> contexts, EventLog events, TimeProvider clock, ILogger<EventWrites> log)
{
    /// <summary>Writes the entries in a transaction of their own.</summary>
    /// <returns>False: they could not be written, which is in the log with what they say. A full disk must not keep an admin from signing in.</returns>
    public async Task<bool> RecordAsync(Actor actor, params RecordEntry[] entries)
    {
        try
        {
            // Not cancelled with the request: what happened stays so when the caller leaves.
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            await events.WriteAsync(db, actor, clock.GetUtcNow(), entries, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (Exception error)
        {
            foreach (var entry in entries)
                log.LogError("Not on record: {Action} by {Actor} from {Origin} {Address}, {ObjectId}: {Message}", entry.Action, actor.Name, actor.Origin, actor.Address, entry.ObjectId, error.Message);
            return false;
        }
    }
}
