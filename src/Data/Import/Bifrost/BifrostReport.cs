
namespace Gatehouse.Data.Import.Bifrost;

/// <summary>What came in of a Bifrost database, or would.</summary>
/// <param name="Generation">Which tables it has.</param>
/// <param name="Engine">"SQLite", "PostgreSQL" or "config.json".</param>
/// <param name="Rows">Rows that came in, by list of ours; grants count apart from their keys.</param>
/// <param name="Refused">Rows that cannot come in.</param>
/// <param name="Odd">Rows that came in though something about them is odd: no edit would take it so.</param>
/// <param name="LeftOut">Rows that are not meant to come in, by table and reason.</param>
/// <param name="Withheld">Encrypted values that stayed behind, because no passphrase was given.</param>
/// <param name="Notes">What is worth knowing before the next step.</param>
public sealed record BifrostReport(
    BifrostGeneration Generation, string Engine, IReadOnlyDictionary<string, int> Rows, BifrostRefusals Refused, BifrostRefusals Odd, IReadOnlyList<BifrostLeftOut> LeftOut,
    int Withheld, IReadOnlyList<string> Notes)
{
    /// <summary>What <see cref="Engine"/> is when settings were read and no database: there are no credentials in them.</summary>
    public const string ConfigFile = "config.json";

    public int Total => Rows.Values.Sum();
}

/// <summary>Rows left out on purpose.</summary>
public sealed record BifrostLeftOut(string Table, string Reason, int Count);

/// <summary>Rows that something is to be said of: how many, and the first of them.</summary>
public sealed record BifrostRefusals(int Total, IReadOnlyList<BifrostRefusedRow> Shown);

/// <summary>A row of Bifrost's that cannot be imported, or is odd. Never holds a secret.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record BifrostRefusedRow(string Table, string? Id, string Reason)
{
    public override string ToString() => $"{Table} {Id ?? "(no id)"}: {Reason}";
}

/// <summary>What came of reading a Bifrost database.</summary>
public abstract record BifrostOutcome
{
    private BifrostOutcome() { }

    internal static BifrostOutcome Of(WriteResult<BifrostOutcome> result) => result is WriteResult<BifrostOutcome>.Done done ? done.Value : new NotWritten(result.AsEdit());

    /// <summary>It is in; some rows may be refused, when that was allowed.</summary>
    public sealed record Imported(BifrostReport Report) : BifrostOutcome;

    /// <summary>Some rows are wrong; nothing was imported.</summary>
    public sealed record Refused(BifrostReport Report) : BifrostOutcome;

    /// <summary>Our database did not take it; nothing was imported.</summary>
    /// <param name="Why">Busy, not allowed, or what the storage refuses.</param>
    public sealed record NotWritten(EditOutcome Why) : BifrostOutcome;

    /// <summary>It cannot be read, or not with this passphrase; nothing was imported.</summary>
    public sealed record Unreadable(string Reason) : BifrostOutcome;
}

/// <summary>How to import from Bifrost.</summary>
public sealed class BifrostOptions
{
    /// <summary>Bifrost's <c>encryption_key</c>; null: what is encrypted stays behind and is counted. Never kept.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Import the good rows; without it one bad row means that nothing is imported.</summary>
    public bool SkipBadRows { get; init; }
}

/// <summary>How far it has come.</summary>
/// <param name="Table">The table being read.</param>
/// <param name="Read">Rows read of all tables.</param>
/// <param name="Total">Rows there are.</param>
public sealed record BifrostProgress(string Table, int Read, int Total);
