
namespace Gatehouse.Data.Import;

/// <summary>How to import.</summary>
/// <param name="SkipBadRows">Import the good rows; without it one bad row means that nothing is imported.</param>
/// <param name="DryRun">Check and count everything, write nothing.</param>
public sealed record ImportOptions(bool SkipBadRows = false, bool DryRun = false)
{
    /// <summary>What goes on record of it; null: that a snapshot was imported.</summary>
    internal Func<ImportOutcome.Imported, RecordEntry>? Entry { get; init; }
}

/// <summary>What came of an import.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome() { }

    /// <summary>For the record: how many rows did not come in; without a text when all did.</summary>
    internal static (string Field, string? Before, string? After) Skipping(int rows) =>
        ("skipped", null, rows == 0 ? null : rows.ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal static ImportOutcome Of(WriteResult<ImportOutcome> result) => result is WriteResult<ImportOutcome>.Done done ? done.Value : new NotWritten(result.AsEdit());

    /// <summary>Rows by list, and those that were skipped. Nothing is written if it was a dry run.</summary>
    public sealed record Imported(IReadOnlyDictionary<string, int> Rows, Refusals Skipped, bool DryRun) : ImportOutcome
    {
        /// <summary>Rows that came in though something about them is odd: no edit would take it so.</summary>
        public Refusals Odd { get; init; } = new(0, []);

        public int Total => Rows.Values.Sum();
    }

    /// <summary>Some rows are wrong; nothing was imported.</summary>
    public sealed record Refused(Refusals Rows) : ImportOutcome;

    /// <summary>The database did not take it; nothing was imported.</summary>
    /// <param name="Why">Busy, not allowed, or what the storage refuses.</param>
    public sealed record NotWritten(EditOutcome Why) : ImportOutcome;

    /// <summary>The file is no snapshot; nothing was imported.</summary>
    public sealed record Unreadable(string Reason) : ImportOutcome;
}

/// <summary>Refused rows: how many, and the first of them.</summary>
public sealed record Refusals(int Total, IReadOnlyList<RefusedRow> Shown)
{
    /// <summary>How many are kept to be shown.</summary>
    public const int Most = 1000;
}

/// <summary>A row that cannot be imported, or is odd. Never holds a secret.</summary>
/// <param name="List">Its list, e.g. "oauth_tokens".</param>
/// <param name="Index">Its place in the list, from 0.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record RefusedRow(string List, int Index, string Reason)
{
    public override string ToString() => $"{List}[{Index}]: {Reason}";
}

/// <summary>How far an import has come.</summary>
/// <param name="List">The list being read.</param>
/// <param name="Rows">Rows read of all lists.</param>
public sealed record ImportProgress(string List, int Rows);
