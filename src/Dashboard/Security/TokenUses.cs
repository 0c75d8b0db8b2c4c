using System.Collections.Concurrent;
using Gatehouse.Data.Tokens;

namespace Gatehouse.Dashboard.Security;

/// <summary>Notes when tokens were used last, to the minute and behind the answer: no request waits for a write.</summary>
internal sealed class TokenUses(ApiTokenStore tokens, TimeProvider clock, ILogger<TokenUses> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, DateTimeOffset> unwritten = [];

    public void Note(TokenHolder token)
    {
        var now = clock.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        if (token.LastUsedAt is not { } last || last < minute)
            unwritten[token.Id] = minute;
    }

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

    private async Task WriteAsync()
    {
        foreach (var (token, minute) in unwritten)
        {
            try
            {
                if (await tokens.UsedAsync(token, minute) is not EditOutcome.Done)
                    return;
                unwritten.TryRemove(KeyValuePair.Create(token, minute));
            }
            catch (Exception error)
            {
                // The database is busy or gone: the next round tries again.
                log.LogWarning("When a token was used last could not be noted: {Message}", error.Message);
                return;
            }
        }
    }
}
