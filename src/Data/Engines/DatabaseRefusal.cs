namespace Gatehouse.Data.Engines;

/// <summary>Why a database refused a statement, in the words of every engine. A <see cref="StorageFault"/> is one of the reasons.</summary>
public abstract record DatabaseRefusal
{
    private DatabaseRefusal() { }

    /// <summary>Another connection holds the lock, and was waited for.</summary>
    public sealed record Busy : DatabaseRefusal;

    /// <summary>A unique index holds the value already.</summary>
    /// <param name="Table">Of which table.</param>
    /// <param name="Columns">Of which columns, in the order of the index.</param>
    public sealed record Taken(string Table, IReadOnlyList<string> Columns) : DatabaseRefusal;

    /// <summary>Another rule of the schema is broken: a reference, a check, a value that is missing.</summary>
    public sealed record Rule(string Message) : DatabaseRefusal;

    /// <summary>The storage below refuses.</summary>
    public sealed record Storage(StorageFault Fault) : DatabaseRefusal;
}
