using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Retention;
using Gatehouse.Data.Settings;

namespace Gatehouse.Dashboard.Operations;

/// <summary>
/// Deletes orphans at the end of their time, every hour, by the edit that says so: each batch is a change on record, and between two of
/// them others commit. It counts with time that servers have seen pass, takes what was shown for a day, and leaves to an admin what is more than the
/// guardrail lets go. Where several processes share a database it does not matter which of them gets to it.
/// </summary>
public sealed class OrphanSweep(
    IServiceScopeFactory scopes, SettingQueries settings, SeenClock seen, PurgeQueries purges, Guardrail guardrail, TimeProvider clock, ILogger<OrphanSweep> log)
    : RepeatedWork(AfterStart, Every, "Orphans past their time could not be purged and are tried again", clock, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(200);
    private int held;

    /// <summary>Purges until nothing is due; returns how many orphans are gone.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var days = (await settings.NowAsync(cancellation)).OrphanDays;
        var (before, announced) = await seen.StepAsync(days, cancellation);
        if (announced is { } soon && await purges.CountAsync(soon, cancellation) is > 0 and var due)
            log.LogInformation("{Count} orphans were orphaned before {Moment:u}: from tomorrow on they are purged when their {Days} days are over", due, soon, days);
        if (await IsHeldAsync(await purges.CountAsync(before, cancellation), cancellation))
            return 0;
        var gone = 0;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<Reconciler>().CommitAsync(
                new Edit.Purge(before), new CommitRequest(Actor.Program, $"Orphans are kept for {PlanWords.Count(days, "day", "days")}."), cancellation);
            if (outcome is not CommitOutcome.Committed { Plan.Totals.Lost: > 0 and var count })
            {
                if (outcome is not CommitOutcome.Nothing)
                    log.LogWarning("Orphans past their time were not purged and are tried again within the hour: {Outcome}", outcome.GetType().Name);
                return gone;
            }
            gone += count;
            await Task.Delay(BetweenBatches, Clock, cancellation);
        }
    }

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        if (await SweepAsync(cancellation) is > 0 and var gone)
            log.LogInformation("Purged {Count} orphans past their time", gone);
    }

    private async Task<bool> IsHeldAsync(int due, CancellationToken cancellation)
    {
        var isHeld = await guardrail.IsOverAsync(due, cancellation);
        if (isHeld && due != held)
            log.LogWarning("{Count} orphans are past their time. That is more than the guardrail lets go without an admin: Overview, Needs you", due);
        held = isHeld ? due : 0;
        return isHeld;
    }
}
