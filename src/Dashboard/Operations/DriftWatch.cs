using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Credentials and sign-ins that are out of step with policy, as a plan of `Repair` counts them.</summary>
/// <param name="Moves">By what the repair would do.</param>
/// <param name="Clients">By MCP client and kind.</param>
/// <param name="At">When it was counted.</param>
/// <param name="LastChange">The last change on record then.</param>
public sealed record Drift(MoveCounts Moves, IReadOnlyList<ClientTally> Clients, DateTimeOffset At, long LastChange)
{
    public int Count => Moves.Total;
}

/// <summary>
/// Counts drift for whoever asks. It reads every credential, so that the process counts once for all who ask at the same time, keeps the answer
/// until the next commit or for as long as the asker allows, and stops when the last of them has gone.
/// </summary>
public sealed class DriftWatch(IServiceScopeFactory scopes, ChangeQueries changes, TimeProvider clock)
{
    /// <summary>How old an answer the Overview takes.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>How old an answer the frame of every page takes.</summary>
    public static readonly TimeSpan Glance = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private Counting? counting;

    /// <summary>The last answer, however old; null: nobody has counted yet.</summary>
    public Drift? Latest { get; private set; }

    /// <summary>Raised on a thread of its own when there is a new answer.</summary>
    public event Action? Counted;

    /// <summary>An answer not older than <paramref name="most"/> and not from before the last commit.</summary>
    public async Task<Drift> CountAsync(TimeSpan most, CancellationToken cancellation)
    {
        var last = await changes.LastAsync(cancellation);
        if (Latest is { } known && known.LastChange == last && clock.GetUtcNow() - known.At <= most)
            return known;
        var run = Join(last);
        try
        {
            return await run.Answer.WaitAsync(cancellation);
        }
        finally
        {
            Leave(run);
        }
    }

    private Counting Join(long last)
    {
        lock (gate)
        {
            if (counting is null || counting.LastChange != last || counting.Answer.IsCompleted)
            {
                var stop = new CancellationTokenSource();
                counting = new Counting(last, Task.Run(() => CountAsync(last, stop.Token)), stop);
            }
            counting.Waiting++;
            return counting;
        }
    }

    private void Leave(Counting run)
    {
        lock (gate)
        {
            if (--run.Waiting > 0)
                return;
            run.Stop.Cancel();
            if (ReferenceEquals(counting, run))
                counting = null;
        }
    }

    private async Task<Drift> CountAsync(long last, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Reconciler>().PlanAsync(new Edit.Repair(), cancellation);
        var plan = ((PlanOutcome.Planned)outcome).Plan;
        var drift = new Drift(plan.Totals.Moves, plan.Clients, plan.MadeAt, last);
        Latest = drift;
        Counted?.Invoke();
        return drift;
    }

    private sealed record Counting(long LastChange, Task<Drift> Answer, CancellationTokenSource Stop)
    {
        public int Waiting { get; set; }
    }
}
