using Gatehouse.Data.Record;

namespace Gatehouse.Dashboard.Operations;

/// <summary>What the last check of the record found, when, and how long it took.</summary>
public sealed record RecordState(HistoryVerdict Verdict, DateTimeOffset At, TimeSpan Took);

/// <summary>
/// Checks that no entry of the record was altered or removed: once a day, and when somebody asks who would not take the last answer. It reads the
/// whole record, so that all who ask at the same time wait for one check. The log holds the last hash of each day.
/// </summary>
public sealed class RecordWatch(HistoryCheck check, TimeProvider clock, ILogger<RecordWatch> log) : BackgroundService
{
    /// <summary>How old an answer the Overview takes.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Each = TimeSpan.FromDays(1);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private Task<RecordState>? running;

    /// <summary>The last answer, however old; null: none yet.</summary>
    public RecordState? Latest { get; private set; }

    /// <summary>An answer not older than <paramref name="most"/>.</summary>
    public Task<RecordState> CheckAsync(TimeSpan most, CancellationToken cancellation)
    {
        if (Latest is { } known && clock.GetUtcNow() - known.At <= most)
            return Task.FromResult(known);
        lock (gate)
        {
            if (running is null or { IsCompleted: true })
                running = Task.Run(RunAsync, stopping.Token);
            return running.WaitAsync(cancellation);
        }
    }

    public override void Dispose()
    {
        // The container knows it twice, as what it is and as a service that runs, and disposes it for each.
        if (stopping.IsCancellationRequested)
            return;
        stopping.Cancel();
        stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, clock, stoppingToken);
        using var timer = new PeriodicTimer(Each, clock);
        do
        {
            try
            {
                await CheckAsync(TimeSpan.Zero, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "The record could not be checked");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<RecordState> RunAsync()
    {
        var began = clock.GetTimestamp();
        var verdict = await check.VerifyAsync(cancellation: stopping.Token);
        var state = new RecordState(verdict, clock.GetUtcNow(), clock.GetElapsedTime(began));
        if (state.Verdict.Fault is { } fault)
            log.LogError("{Fault}", RecordWords.Of(fault));
        else if (state.Verdict.LastHash is { } hash)
            log.LogInformation("The record is whole: {Entries} entries, the last is {Number} with hash {Hash}", state.Verdict.Checked, state.Verdict.Last, hash);
        Latest = state;
        return state;
    }
}
