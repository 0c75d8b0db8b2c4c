using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Assign;

/// <summary>What a row is about. A user or a group means the keys it owns, a group also its members' keys.</summary>
public enum AssignTo
{
    /// <summary>One virtual key.</summary>
    VirtualKey = 1,

    /// <summary>Every key a user owns.</summary>
    User = 2,

    /// <summary>Every key a group or one of its members owns.</summary>
    Group = 3,
}

/// <summary>One client that a row grants or revokes.</summary>
/// <param name="Client">Its id or name, as it stands in the file.</param>
/// <param name="Action">Grant or revoke.</param>
/// <param name="Tools">What a grant lets through; null for a revoke.</param>
public sealed record AssignAsk(string Client, BulkAction Action, ToolList? Tools);

/// <summary>A line of a CSV file or an operation of a bulk request, well formed; what it names is not looked up yet.</summary>
/// <param name="Line">Where it begins, from 1; 0: it was picked on the page.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Target">Id or name, as it stands in the file.</param>
/// <param name="Asks">What it asks for, at least one thing.</param>
public sealed record AssignRow(int Line, AssignTo Kind, string Target, IReadOnlyList<AssignAsk> Asks)
{
    /// <summary>The line of CSV it was read from; null: it was not.</summary>
    public CsvRecord? Written { get; init; }
}

/// <summary>A row that cannot be committed: where, what stands there, a stable code, and a sentence that says what to do.</summary>
public sealed record RowError(int Line, AssignTo? Kind, string Target, string Client, string Action, string Code, string Message)
{
    /// <summary>The row, when it is well formed.</summary>
    public AssignRow? Row { get; init; }

    /// <summary>The line of CSV it was read from; null: it was not.</summary>
    public CsvRecord? Written { get; init; }

    internal static RowError Of(AssignRow row, string code, string message) => new(
        row.Line, row.Kind, row.Target, string.Join(", ", row.Asks.Select(ask => ask.Client).Distinct()),
        string.Join(' ', row.Asks.Select(ask => ask.Action == BulkAction.Grant ? "grant" : "revoke").Distinct()), code, message)
    { Row = row, Written = row.Written };
}

/// <summary>What was read at one place of a file: a row, or why it is none.</summary>
internal sealed record ReadRow(AssignRow? Row, RowError? Error)
{
    public static ReadRow Of(AssignRow row) => new(row, null);

    public static ReadRow Of(RowError error) => new(null, error);
}

/// <summary>The file as a whole cannot be read: everything before is forgotten.</summary>
internal sealed class UnreadableException(int? line, string message) : Exception(message)
{
    public int? Line { get; } = line;
}
