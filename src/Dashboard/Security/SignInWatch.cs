using System.Collections.Concurrent;
using System.Threading.Channels;
using Gatehouse.Data.SignIns;

namespace Gatehouse.Dashboard.Security;

/// <summary>
/// Tells open pages that their sign-in is over: at once when it was ended here, within a second when another process or a command ended it, or
/// when its time is up.
/// </summary>
internal sealed class SignInWatch(SignInStore store, SignInEdits edits, TimeProvider clock, ILogger<SignInWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<object, (int Id, Action End)> pages = [];
    private readonly Channel<bool> ended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Calls <paramref name="end"/> once, when the sign-in is over; not any more once the page is disposed.</summary>
    /// <param name="page">The open page.</param>
    /// <param name="id">Its sign-in.</param>
    /// <param name="end">Shows that it is over.</param>
    public void Watch(object page, int id, Action end) => pages[page] = (id, end);

    public void Forget(object page) => pages.TryRemove(page, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Wake() => ended.Writer.TryWrite(true);
        edits.Ended += Wake;
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            var (tick, woken) = (timer.WaitForNextTickAsync(stoppingToken).AsTask(), ended.Reader.ReadAsync(stoppingToken).AsTask());
            while (true)
            {
                var first = await Task.WhenAny(tick, woken);
                await first;
                if (first == woken)
                    woken = ended.Reader.ReadAsync(stoppingToken).AsTask();
                else
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        finally
        {
            edits.Ended -= Wake;
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var open = pages.ToArray();
        if (open.Length == 0)
            return;
        try
        {
            var standing = await store.StandingAsync([.. open.Select(page => page.Value.Id).Distinct()], cancellation);
            foreach (var (page, (id, end)) in open)
                if (!standing.Contains(id) && pages.TryRemove(page, out _))
                    end();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The database is busy or gone. What a page writes asks for itself; the next second looks again.
            log.LogWarning("Whether open pages are still signed in could not be asked: {Message}", error.Message);
        }
    }
}
