using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Overview;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Where the bars of <see cref="DaysChart"/> stand, in a drawing of 20 units a day and 100 high.</summary>
public sealed record DayScale(IReadOnlyList<DayScale.Line> Lines, IReadOnlyList<DayScale.Bar> Bars, IReadOnlyList<DayScale.DateMark> Dates, string Right, string ViewBox)
{
    public const int BarWidth = 14;
    private const int DayWidth = 20;
    private const double Least = 1.5;
    private static readonly int[] RoundNumbers = [1, 2, 5, 10];

    public bool IsEmpty => Bars.Count == 0;

    public static DayScale Of(IReadOnlyList<DayOfMoves> days)
    {
        var (above, below) = (days.Select(day => day.Orphaned).DefaultIfEmpty().Max(), days.Select(day => day.Reactivated).DefaultIfEmpty().Max());
        var right = Text(days.Count * DayWidth);
        if (above + below == 0)
            return new([], [], [], right, $"0 0 {right} 100");
        var step = Step(Math.Max(above, below));
        var (top, bottom) = (Up(above, step), Up(below, step));
        double unit = 100.0 / (top + bottom), zero = top * unit;
        // Above and below share one scale, so that a day's bars can be compared.
        var lines = Enumerable.Range(-(bottom / step), (top + bottom) / step + 1).Select(at => new Line(
            at == 0 ? "zero" : "grid", at == 0 ? "0" : Math.Abs(at * step).ToString("N0", CultureInfo.InvariantCulture), Text(zero - (at * step * unit)), $"top: {Text(zero - (at * step * unit))}%"));
        var bars = days.SelectMany((day, at) => OfDay(day, (at * DayWidth) + ((DayWidth - BarWidth) / 2), zero, unit));
        return new([.. lines], [.. bars], [.. Marks(days)], right, $"0 0 {right} 100");
    }

    /// <summary>"25 Oct".</summary>
    public static string Date(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static IEnumerable<Bar> OfDay(DayOfMoves day, int x, double zero, double unit)
    {
        if (day.Orphaned > 0)
        {
            var height = Math.Max(Least, day.Orphaned * unit);
            yield return new("orphaned", Text(x), Text(zero - height), Text(height), OverviewTexts.XYOrphaned.With(Date(day.Day), day.Orphaned));
        }
        if (day.Reactivated > 0)
            yield return new("active", Text(x), Text(zero), Text(Math.Max(Least, day.Reactivated * unit)), OverviewTexts.XYReactivated.With(Date(day.Day), day.Reactivated));
    }

    private static IEnumerable<DateMark> Marks(IReadOnlyList<DayOfMoves> days)
    {
        for (var at = 0; at < days.Count - 4; at += 7)
            yield return new(at % 14 == 0 ? "" : "second", Date(days[at].Day), $"left: {Text(100.0 * (at + .5) / days.Count)}%");
        yield return new("today", OverviewTexts.Today, "right: 0");
    }

    /// <summary>About two lines for the larger side, at round numbers.</summary>
    private static int Step(int most)
    {
        var size = (int)Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, most / 2.0))));
        return RoundNumbers.Select(part => part * size).First(step => step * 2 >= most);
    }

    private static int Up(int most, int step) => (most + step - 1) / step * step;

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A line across, with its number.</summary>
    public sealed record Line(string Tone, string Label, string At, string Top);

    /// <summary>A day's bar on one side.</summary>
    public sealed record Bar(string Tone, string X, string Y, string Height, string Words);

    /// <summary>A date below; every second one makes room on a phone.</summary>
    public sealed record DateMark(string Tone, string Label, string Left);
}
