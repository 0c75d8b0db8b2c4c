
namespace Gatehouse.Data.Kernel;

/// <summary>What came of a write.</summary>
public abstract record WriteResult<T>
{
    private WriteResult() { }

    /// <summary>As an edit says it that was not written.</summary>
    public EditOutcome AsEdit() => this switch
    {
        Taken taken => EditOutcome.Refused.Taken(taken.Columns[^1]),
        NotAllowed not => new EditOutcome.NotAllowed(not.Needs),
        Busy busy => new EditOutcome.Busy(busy.Waited),
        Storage storage => new EditOutcome.Storage(storage.Fault),
        _ => throw new InvalidOperationException($"{this} was written."),
    };

    /// <summary>The step ran to its end; it says itself whether anything was kept.</summary>
    public sealed record Done(T Value) : WriteResult<T>;

    /// <summary>Another write held the database for as long as we wait. Nothing was written.</summary>
    public sealed record Busy(TimeSpan Waited) : WriteResult<T>;

    /// <summary>Something else has the value already. Nothing was written.</summary>
    public sealed record Taken(string Table, IReadOnlyList<string> Columns) : WriteResult<T>;

    /// <summary>The role of whoever asks does not cover it, or does so no more. Nothing was written.</summary>
    public sealed record NotAllowed(Role Needs) : WriteResult<T>;

    /// <summary>The storage refuses. Nothing was written.</summary>
    public sealed record Storage(StorageFault Fault) : WriteResult<T>;
}
