using System.Collections.Concurrent;
using Gatehouse.Data.SignIns;

namespace Gatehouse.Dashboard.Security;

/// <summary>Notes when sign-ins were seen last, to the minute and behind the answer: no request waits for a write.</summary>
internal sealed class SignInUses(SignInStore store, TimeProvider clock, ILogger<SignInUses> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<int, DateTimeOffset> unwritten = [];
    private readonly ConcurrentDictionary<int, DateTimeOffset> written = [];

    /// <param name="id">The sign-in that sent a request.</param>
    /// <param name="onRecord">When the tables say it was seen last.</param>
    public void Note(int id, DateTimeOffset onRecord)
    {
        if (Minute() is var minute && onRecord < minute)
            unwritten[id] = minute;
    }

    /// <summary>Somebody did something on an open page of this sign-in.</summary>
    public void Note(int id) => Note(id, written.GetValueOrDefault(id));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync();
        }
        catch (OperationCanceledException)
        {
            await WriteAsync();
        }
    }

    private DateTimeOffset Minute()
    {
        var now = clock.GetUtcNow();
        return new(now.Ticks - now.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
    }

    private async Task WriteAsync()
    {
        foreach (var (id, minute) in unwritten)
        {
            try
            {
                if (await store.SeenAsync(id, minute) is not EditOutcome.Done)
                    return;
                written[id] = minute;
                unwritten.TryRemove(KeyValuePair.Create(id, minute));
            }
            catch (Exception error)
            {
                // The database is busy or gone: the next round tries again.
                log.LogWarning("When a sign-in was seen last could not be noted: {Message}", error.Message);
                return;
            }
        }
        // What was written in an earlier minute says nothing any more.
        foreach (var old in written.Where(entry => entry.Value < Minute()))
            written.TryRemove(old);
    }
}
