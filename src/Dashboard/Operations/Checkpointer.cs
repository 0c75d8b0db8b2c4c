using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Moves SQLite's write-ahead log into the database file every few seconds, outside anybody's answer.</summary>
internal sealed class Checkpointer(IDbContextFactory<DashboardDbContext> contexts, TimeProvider clock, ILogger<Checkpointer> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(stoppingToken);
                await Engine.Of(db).CheckpointAsync(db, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("The write-ahead log could not be checkpointed and is tried again: {Message}", error.Message);
            }
        }
    }
}
