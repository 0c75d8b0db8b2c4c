using Gatehouse.Data;
using Gatehouse.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Begins the chain where it has not begun, before the first request; notes every few seconds, and when the program stops, where the record ends: beside the key ring, away from the database.</summary>
internal sealed class RecordHeadKeeper(IDbContextFactory<DashboardDbContext> contexts, RecordHead head, RecordEnds ends, TimeProvider clock, ILogger<RecordHeadKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private bool isRefused;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ends.BeginAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await KeepAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await KeepAsync(stoppingToken);
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var isKept = await head.KeepAsync(db, clock.GetUtcNow(), cancellation);
            if (!isKept && !isRefused)
                log.LogError("The record does not hold the entry that was kept beside the key ring: entries were cut off its end, or an older backup was restored. After a restore, run verify-history --accept.");
            isRefused = !isKept;
        }
        catch (ObjectDisposedException)
        {
            // The program has ended meanwhile: its next start notes the end.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning("Where the record ends could not be noted beside the key ring and is tried again: {Message}", error.Message);
        }
    }
}
