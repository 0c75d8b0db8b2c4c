using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.History;

/// <summary>Both ends of the record as the program handles them: begun at the start of a server, its head noted after a command and accepted anew after a restore.</summary>
public sealed class RecordEnds(IDbContextFactory<DashboardDbContext> contexts, RecordChain chain, EventLog events, RecordHead head, TimeProvider clock)
{
    /// <summary>Begins the chain where it has not begun: a server does so at its start, so that no commit waits for an older record to be sealed.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.RecordKeys.AnyAsync(cancellation))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await chain.BeginAsync(db, clock.GetUtcNow(), cancellation);
        await transaction.CommitAsync(cancellation);
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
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var last = await db.RecordLinks.MaxAsync(link => (long?)link.Number, cancellation) ?? 0;
        var kept = head.Read(db);
        await events.WriteAsync(db, new Actor("Command line", Role.Admin, Origin.Command), now,
        [
            new RecordEntry(RecordAction.HeadAccepted)
            {
                Before = new Dictionary<string, string?> { ["last_entry"] = kept is null ? null : $"{kept.Number}" },
                After = new Dictionary<string, string?> { ["last_entry"] = $"{last}" },
            },
        ], cancellation);
        await transaction.CommitAsync(cancellation);
        await head.AcceptAsync(db, now, cancellation);
    }
}
