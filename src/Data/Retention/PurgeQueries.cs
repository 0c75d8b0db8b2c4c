using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Settings;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Retention;

/// <summary>What the sweep of orphans may take now.</summary>
/// <param name="Before">Those that were orphaned before this moment.</param>
/// <param name="Due">How many these are; a few may stay because a grant covers them all the same.</param>
/// <param name="IsHeld">They are more than the guardrail lets go without an admin.</param>
/// <param name="Seen">The time it counts with.</param>
public sealed record PurgeOutlook(DateTimeOffset Before, int Due, bool IsHeld, SeenMoment Seen);

/// <summary>Asks what a sweep of orphans would take, without taking it.</summary>
public sealed class PurgeQueries(IDbContextFactory<DashboardDbContext> contexts, SeenClock seen, SettingQueries settings, Guardrail guardrail)
{
    public async Task<PurgeOutlook> ReadAsync(CancellationToken cancellation = default)
    {
        var before = await seen.BeforeAsync((await settings.NowAsync(cancellation)).OrphanDays, cancellation);
        var due = await CountAsync(before, cancellation);
        return new(before, due, await guardrail.IsOverAsync(due, cancellation), await seen.NowAsync(cancellation));
    }

    /// <summary>Orphans of before a moment, drift included.</summary>
    public async Task<int> CountAsync(DateTimeOffset before, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.OAuthTokens.CountAsync(row => row.OrphanedAt != null && row.OrphanedAt < before, cancellation)
            + await db.HeaderCredentials.CountAsync(row => row.OrphanedAt != null && row.OrphanedAt < before, cancellation);
    }
}
