using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Gatehouse.Data.Credentials;

/// <summary>Ends flows whose time is over, and takes away those that ended. Moves no credential.</summary>
public sealed class FlowSweeps(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock)
{
    /// <summary>For so long whoever opens the link of a flow that ended still hears how.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Twice, or on two processes at once, does what once does.</summary>
    /// <returns>How many flows ended, and how many are gone.</returns>
    public async Task<(int Ended, int Gone)> SweepAsync(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        return (
            await EndAsync(db.OAuthFlows, now, set => set.SetProperty(flow => flow.Status, FlowStatus.Expired)
                .SetProperty(flow => flow.StateHash, (byte[]?)null).SetProperty(flow => flow.CodeVerifier, (byte[]?)null), cancellation)
                + await EndAsync(db.HeaderFlows, now, set => set.SetProperty(flow => flow.Status, FlowStatus.Expired), cancellation),
            await ForgetAsync(db.OAuthFlows, now - Kept, cancellation) + await ForgetAsync(db.HeaderFlows, now - Kept, cancellation));
    }

    // Looked for before it is written: a sweep that finds nothing takes no write lock.
    private static async Task<int> EndAsync<T>(IQueryable<T> flows, DateTimeOffset now, Action<UpdateSettersBuilder<T>> ended, CancellationToken cancellation) where T : Flow
    {
        var over = flows.UnderWay().Where(flow => flow.ExpiresAt <= now);
        return await over.AnyAsync(cancellation) ? await over.ExecuteUpdateAsync(ended, cancellation) : 0;
    }

    private static async Task<int> ForgetAsync<T>(IQueryable<T> flows, DateTimeOffset before, CancellationToken cancellation) where T : Flow
    {
        var ended = flows.Where(flow => flow.ExpiresAt <= before && (flow.Status == FlowStatus.Expired || flow.Status == FlowStatus.Failed || flow.Status == FlowStatus.Completed));
        return await ended.AnyAsync(cancellation) ? await ended.ExecuteDeleteAsync(cancellation) : 0;
    }
}
