using Gatehouse.Data.Engines;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Data.Record;

/// <summary>Puts events on record that come with no other write: sign-ins, exports, backups.</summary>
public sealed class EventWrites(Writes writes, ILogger<EventWrites> log)
{
    /// <summary>Writes the entries in a transaction of their own.</summary>
    /// <returns>False: they could not be written, which is in the log with what they say. A full disk must not keep an admin from signing in.</returns>
    public async Task<bool> RecordAsync(Actor actor, params RecordEntry[] entries)
    {
        string why;
        try
        {
            // Not cancelled with the request: what happened stays so when the caller leaves. It happened, whatever the actor may do now.
            var result = await writes.RunAsync(actor with { Id = null }, Role.Viewer, step =>
            {
                foreach (var entry in entries)
                    step.Record(entry);
                step.As(actor);
                step.LeavesPolicy();
                return Task.FromResult(Written.Kept(true));
            }, CancellationToken.None);
            if (result is WriteResult<bool>.Done)
                return true;
            why = result.ToString();
        }
        catch (Exception error)
        {
            why = error.Message;
        }
        foreach (var entry in entries)
            log.LogError("Not on record: {Action} by {Actor} from {Origin} {Address}, {ObjectId}: {Why}", entry.Action, actor.Name, actor.Origin, actor.Address, entry.ObjectId, why);
        return false;
    }
}
