using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Record;

/// <summary>Both ends of the record as the program handles them: begun at the start of a server, its head noted after a command and accepted anew after a restore.</summary>
public sealed class RecordEnds(IDbContextFactory<DashboardDbContext> contexts, RecordChain chain, Writes writes, RecordHead head, TimeProvider clock)
{
    /// <summary>Begins the chain where it has not begun: a server does so at its start, so that no commit waits for an older record to be sealed.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
            if (await db.RecordKeys.AnyAsync(cancellation))
                return;
        var result = await writes.RunAsync(Actor.Program, Role.Admin, async step =>
        {
            await chain.BeginAsync(step.Db, step.Now, cancellation);
            step.HasChange();
            step.LeavesPolicy();
            return Written.Kept(true);
        }, cancellation);
        if (result is not WriteResult<bool>.Done)
            throw new InvalidOperationException($"The record could not begin: {result}.");
    }

    /// <summary>Notes where the record ends.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await head.KeepAsync(db, clock.GetUtcNow(), cancellation);
    }

    /// <summary>Accepts where the record ends now, on record: an older backup was restored, and what came after it is lost.</summary>
    public async Task AcceptAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var kept = head.Read(db);
        var result = await writes.RunAsync(Actor.CommandLine, Role.Admin, async step =>
        {
            var last = await step.Db.RecordLinks.MaxAsync(link => (long?)link.Number, cancellation) ?? 0;
            step.Record(new RecordEntry(RecordAction.HeadAccepted)
            {
                Before = new Dictionary<string, string?> { ["last_entry"] = kept is null ? null : $"{kept.Number}" },
                After = new Dictionary<string, string?> { ["last_entry"] = $"{last}" },
            });
            step.LeavesPolicy();
            return Written.Kept(true);
        }, cancellation);
        if (result is not WriteResult<bool>.Done)
            throw new InvalidOperationException($"The end of the record could not be accepted: {result}.");
        await head.AcceptAsync(db, now, cancellation);
    }
}
