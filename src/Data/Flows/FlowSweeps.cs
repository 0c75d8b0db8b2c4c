using System.Globalization;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Flows;

/// <summary>Ends flows whose time is over, and takes away those that ended. Moves no credential.</summary>
public sealed class FlowSweeps(IDbContextFactory<DashboardDbContext> contexts, Writes writes, TimeProvider clock)
{
    /// <summary>For so long whoever opens the link of a flow that ended still hears how.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Twice, or on two processes at once, does what once does.</summary>
    /// <returns>How many flows ended, and how many are gone; null: another write held the database for too long.</returns>
    public async Task<(int Ended, int Gone)?> SweepAsync(CancellationToken cancellation = default)
    {
        // Looked for before it is written: a sweep that finds nothing takes no write lock.
        if (!await IsDueAsync(cancellation))
            return (0, 0);
        var result = await writes.RunAsync(Actor.Program, Role.Admin, async step =>
        {
            var (db, now) = (step.Db, step.Now);
            var ended = await Over(db.OAuthFlows, now).ExecuteUpdateAsync(set => set.SetProperty(flow => flow.Status, FlowStatus.Expired)
                    .SetProperty(flow => flow.StateHash, (byte[]?)null).SetProperty(flow => flow.CodeVerifier, (byte[]?)null), cancellation)
                + await Over(db.HeaderFlows, now).ExecuteUpdateAsync(set => set.SetProperty(flow => flow.Status, FlowStatus.Expired), cancellation);
            var gone = await Ended(db.OAuthFlows, now).ExecuteDeleteAsync(cancellation) + await Ended(db.HeaderFlows, now).ExecuteDeleteAsync(cancellation);
            if (gone > 0)
                step.Record(new RecordEntry(RecordAction.FlowsPurged).With(("flows", null, gone.ToString(CultureInfo.InvariantCulture))));
            else
                step.OffRecord("That a flow ran out of time is nobody's doing.");
            return Written.Kept((ended, gone));
        }, cancellation);
        return (result as WriteResult<(int, int)>.Done)?.Value;
    }

    private async Task<bool> IsDueAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        return await Over(db.OAuthFlows, now).AnyAsync(cancellation) || await Over(db.HeaderFlows, now).AnyAsync(cancellation)
            || await Ended(db.OAuthFlows, now).AnyAsync(cancellation) || await Ended(db.HeaderFlows, now).AnyAsync(cancellation);
    }

    private static IQueryable<T> Over<T>(IQueryable<T> flows, DateTimeOffset now) where T : Flow => flows.UnderWay().Where(flow => flow.ExpiresAt <= now);

    private static IQueryable<T> Ended<T>(IQueryable<T> flows, DateTimeOffset now) where T : Flow
    {
        var before = now - Kept;
        return flows.Where(flow => flow.ExpiresAt <= before && (flow.Status == FlowStatus.Expired || flow.Status == FlowStatus.Failed || flow.Status == FlowStatus.Completed));
    }
}
