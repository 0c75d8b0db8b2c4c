namespace Gatehouse.Data.Engines;

/// <summary>What an exception of a database means, in the words of every engine.</summary>
public abstract record StoreFault
{
    private StoreFault() { }

    /// <summary>Another connection holds the lock, and was waited for.</summary>
    public sealed record Busy : StoreFault;

    /// <summary>A unique index holds the value already.</summary>
    /// <param name="Table">Of which table.</param>
    /// <param name="Columns">Of which columns, in the order of the index.</param>
    public sealed record Taken(string Table, IReadOnlyList<string> Columns) : StoreFault;

    /// <summary>Another rule of the schema refuses: a reference, a check, a value that is missing.</summary>
    public sealed record Refused(string Message) : StoreFault;

    /// <summary>The storage below refuses.</summary>
    public sealed record Storage(StorageFault Fault) : StoreFault;
}
