namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>
/// One thing that a component reads, off the circuit's thread. Of two reads the later one counts, whichever is answered first. What was not foreseen
/// goes to the log and leaves its reference. When the component is gone, nothing is shown and nothing is logged.
/// </summary>
public sealed class Loading(Failures failures) : IDisposable
{
    private CancellationTokenSource current = new();
    private bool isGone;

    /// <summary>The reference of what went wrong in the last read; null: nothing did.</summary>
    public string? Failure { get; private set; }

    public bool IsRunning { get; private set; }

    /// <summary>Reads, and shows the answer on the circuit's thread, if nothing else was asked for meanwhile.</summary>
    /// <returns>True: it is shown.</returns>
    public Task<bool> ReadAsync<T>(Func<Task<T>> read, Action<T> show) => ReadAsync(_ => read(), show);

    /// <summary>The same for a read that can be cancelled: by a later one, or when the component goes.</summary>
    /// <returns>True: it is shown.</returns>
    public async Task<bool> ReadAsync<T>(Func<CancellationToken, Task<T>> read, Action<T> show)
    {
        if (isGone)
            return false;
        var mine = Restart();
        var stop = mine.Token;
        IsRunning = true;
        try
        {
            var answer = await Task.Run(() => read(stop));
            if (stop.IsCancellationRequested)
                return false;
            IsRunning = false;
            show(answer);
            return true;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception error)
        {
            (IsRunning, Failure) = (false, failures.Report(error));
            return false;
        }
    }

    /// <summary>Nobody wants the answer any more, nor the failure of the last read.</summary>
    public void Drop()
    {
        if (!isGone)
            Restart();
    }

    public void Dispose()
    {
        isGone = true;
        current.Cancel();
        current.Dispose();
    }

    private CancellationTokenSource Restart()
    {
        // It is cancelled at once; what hears of it must not run here, in between.
        _ = current.CancelAsync();
        (IsRunning, Failure) = (false, null);
        return current = new CancellationTokenSource();
    }
}
