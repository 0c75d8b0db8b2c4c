using System.Globalization;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Import.Bifrost;

/// <summary>What became of the rows so far.</summary>
internal sealed class BifrostTally(int total, IProgress<BifrostProgress>? progress)
{
    private const int Step = 1_000;
    private readonly Dictionary<string, int> rows = new[] { "grants" }.Concat(SnapshotReader.Lists).ToDictionary(list => list, _ => 0);
    private readonly Dictionary<(string Table, string Reason), int> leftOut = [];
    private readonly List<BifrostRefusedRow> refused = [];
    private readonly List<BifrostRefusedRow> odd = [];
    private int refusedTotal;
    private int oddTotal;
    private int read;

    /// <summary>Encrypted values that nobody can open without a passphrase.</summary>
    public int Withheld { get; set; }

    public int UserKeyed { get; set; }

    /// <summary>Credentials that come in orphaned, and since when the first of them is.</summary>
    public (int Count, DateTimeOffset? Since) Orphaned { get; private set; }

    public bool HasRefused => refusedTotal > 0;

    /// <summary>A row came out of the table.</summary>
    public void Read(string table)
    {
        if (++read % Step == 0)
            progress?.Report(new BifrostProgress(table, read, total));
    }

    public void Came(string list) => rows[list]++;

    /// <summary>True when the row is in; otherwise it is refused for the reason given.</summary>
    public bool Take(string list, string table, string? id, string? reason)
    {
        if (reason is null)
            Came(list);
        else
            Refuse(table, id, reason);
        return reason is null;
    }

    /// <summary>A credential came in orphaned.</summary>
    public void CameOrphaned(DateTimeOffset? since) =>
        Orphaned = (Orphaned.Count + 1, Orphaned.Since is { } first && (since is null || first < since) ? first : since);

    public void Refuse(string table, string? id, string reason)
    {
        if (++refusedTotal <= Refusals.Most)
            refused.Add(new(table, id, reason));
    }

    /// <summary>A row came in though something is odd about it.</summary>
    public void Warn(string table, string? id, IReadOnlyList<string> reasons)
    {
        if (reasons.Count > 0 && ++oddTotal <= Refusals.Most)
            odd.Add(new(table, id, string.Join(' ', reasons)));
    }

    public void Leave(string table, string reason, int count = 1) => leftOut[(table, reason)] = leftOut.GetValueOrDefault((table, reason)) + count;

    public BifrostReport Report(BifrostDatabase source) => new(
        source.Shape.Generation, source.Engine, rows, new(refusedTotal, refused), new(oddTotal, odd),
        [.. leftOut.Select(pair => new BifrostLeftOut(pair.Key.Table, pair.Key.Reason, pair.Value)).OrderBy(left => left.Table, StringComparer.Ordinal).ThenBy(left => left.Reason, StringComparer.Ordinal)],
        Withheld, [.. Notes(source)]);

    private IEnumerable<string> Notes(BifrostDatabase source)
    {
        if (source.Engine == BifrostReport.ConfigFile)
            yield return "Settings hold no credentials: people sign in again, or import the gateway's database instead.";
        if (UserKeyed > 0)
            yield return "Bifrost's tables do not say whose a virtual key is. Until keys have owners, no key covers the credentials of people: set owners before you repair, or they are orphaned.";
        if (Orphaned.Since is { } since)
            yield return string.Create(CultureInfo.InvariantCulture, $"{PlanWords.Count(Orphaned.Count, "credential comes", "credentials come")} in orphaned, the first since {since:d MMM yyyy}. The purge counts from then (Retention:OrphanDays): look at them before its next sweep.");
        if (rows["users"] > 0)
            yield return "People are known by their id only: it is their name until somebody gives them one.";
        if (Withheld > 0)
            yield return "Encrypted values stayed behind, since no passphrase was given: credentials have their state but not their secret. Header credentials are taken to hold the names their client asks for.";
    }
}
