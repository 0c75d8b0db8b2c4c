namespace Gatehouse.Dashboard.Operations;

/// <summary>Work that the program does again and again while it runs. What fails is logged as a warning, and the next round tries it again.</summary>
/// <param name="afterStart">How long after the start it is done first.</param>
/// <param name="every">How long after each round the next one begins.</param>
/// <param name="failed">What could not be done, and when it is tried again, for the log.</param>
/// <param name="clock">Counts the time between rounds.</param>
/// <param name="log">Of the work.</param>
public abstract class RepeatedWork(TimeSpan afterStart, TimeSpan every, string failed, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>Counts the time between rounds, and what a round waits.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>One round.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellation);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(afterStart, clock, stoppingToken);
        using var timer = new PeriodicTimer(every, clock);
        do
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning("{Failed}: {Message}", failed, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
