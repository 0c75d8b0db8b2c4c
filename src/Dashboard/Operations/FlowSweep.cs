using Gatehouse.Data.Flows;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Ends the flows that nobody finished in time, every minute, and takes away what ended a day ago.</summary>
internal sealed class FlowSweep(FlowSweeps flows, TimeProvider clock, ILogger<FlowSweep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await flows.SweepAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("Flows past their time could not be ended and are tried again: {Message}", error.Message);
            }
        }
    }
}
