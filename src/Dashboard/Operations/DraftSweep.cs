using Gatehouse.Data.Drafts;
using Gatehouse.Data.Retention;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Ends the drafts that nobody touched for thirty days, every hour. It counts with time that servers have seen pass.</summary>
public sealed class DraftSweep(KeptDrafts drafts, SeenClock seen, TimeProvider clock, ILogger<DraftSweep> log)
    : RepeatedWork(Every, Every, "Drafts past their time could not be ended and are tried again", clock, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>How many ended.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation) => await drafts.SweepAsync((await seen.NowAsync(cancellation)).At, cancellation);

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        if (await SweepAsync(cancellation) is > 0 and var ended)
            log.LogInformation("Ended {Count} drafts that nobody touched for {Days} days", ended, KeptDrafts.Lifetime.Days);
    }
}
