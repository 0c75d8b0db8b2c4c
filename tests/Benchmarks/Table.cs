namespace Gatehouse.Tests.Benchmarks;

/// <summary>One line of the result.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Milliseconds">The median over all runs.</param>
/// <param name="Must">The bar of docs/performance.md in milliseconds; null: none.</param>
/// <param name="Note">Rows, statements, ratios.</param>
internal sealed record Line(string What, double Milliseconds, double? Must = null, string Note = "");

/// <summary>The result as a Markdown table.</summary>
internal sealed class Table
{
    private readonly List<Line> lines = [];

    public void Add(IEnumerable<Line> more) => lines.AddRange(more);

    public double Of(string what) => lines.First(line => line.What == what).Milliseconds;

    public void Print(TextWriter to)
    {
        to.WriteLine("| what | ms | must | holds | |");
        to.WriteLine("|---|---:|---:|---|---|");
        foreach (var line in lines)
            to.WriteLine($"| {line.What} | {line.Milliseconds:0.00} | {(line.Must is { } must ? $"≤ {must:0.##}" : "")} | {(line.Must is null ? "" : line.Milliseconds <= line.Must ? "yes" : "**no**")} | {line.Note} |");
    }
}

/// <summary>Medians.</summary>
internal static class Median
{
    /// <summary>The median of the runs' medians; each run measures every item once, after one item nobody counts.</summary>
    public static double Of(IEnumerable<double[]> runs) => Of(runs.Select(run => Of(run.AsEnumerable())));

    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
