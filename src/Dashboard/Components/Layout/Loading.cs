namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>
/// Something that a component reads again and again: off the circuit's thread, the latest request wins whichever is answered first, and a failure
/// has one reference in the log.
/// </summary>
public sealed class Loading<T>(Failures failures)
{
    private int requestNumber;

    /// <summary>What was read last; the default until something was.</summary>
    public T? Value { get; private set; }

    /// <summary>Reference of the failure of the last request; null: it did not fail.</summary>
    public string? Failure { get; private set; }

    /// <summary>The last request is not answered yet.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Reads. Of two requests in a row the later one counts.</summary>
    /// <returns>The answer came, and no later request was made meanwhile.</returns>
    public async Task<bool> ReadAsync(Func<Task<T>> read)
    {
        var number = ++requestNumber;
        (Failure, IsBusy) = (null, true);
        try
        {
            var value = await Task.Run(read);
            if (number != requestNumber)
                return false;
            (Value, IsBusy) = (value, false);
            return true;
        }
        catch (Exception error)
        {
            if (number == requestNumber)
                (Failure, IsBusy) = (failures.Report(error), false);
            return false;
        }
    }

    /// <summary>Shows this from now on; what is being read does not count any more.</summary>
    public void Show(T value)
    {
        requestNumber++;
        (Value, Failure, IsBusy) = (value, null, false);
    }
}
