using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>The world moved while an admin was reviewing: who committed what, and how the numbers differ.</summary>
public sealed partial class StaleAlert
{
    [Parameter, EditorRequired]
    public required CommitOutcome.Stale Stale { get; set; }

    /// <summary>The plan as it was reviewed.</summary>
    [Parameter, EditorRequired]
    public required Plan Reviewed { get; set; }

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private IEnumerable<(string Name, int Was, int Now, string Moved)> Lines =>
        new[] { Move.Orphan, Move.Drop, Move.Reactivate }
            .Concat(Reviewed.Totals.Moves.Made.Concat(Stale.Fresh.Totals.Moves.Made).Select(made => made.Move)).Distinct()
            .Select(move => Line(MoveTexts.Of(move).Name, Reviewed.Totals.Moves.Of(move), Stale.Fresh.Totals.Moves.Of(move)));

    private static (string Name, int Was, int Now, string Moved) Line(string name, int was, int now) => (name, was, now,
        now == was ? ReconciliationTexts.NoDifference
        : ReviewWords.Format(now > was ? ReconciliationTexts.MoreNow : ReconciliationTexts.FewerNow, Math.Abs(now - was)));

    private string Sentence(MovedBy change) => ReviewWords.Format(ReconciliationTexts.StaleBy,
        change.Actor, "", change.At, After(change.At - Reviewed.MadeAt), string.Join("; ", change.Policy.Select(line => line.ToString())));

    private static string After(TimeSpan since) => since.TotalSeconds < 60
        ? Count(Math.Max(1, since.TotalSeconds), ReconciliationTexts.OneSecond, ReconciliationTexts.Seconds)
        : Count(since.TotalMinutes, ReconciliationTexts.OneMinute, ReconciliationTexts.Minutes);

    private static string Count(double number, string one, string many) =>
        Math.Round(number) is 1 ? one : ReviewWords.Format(many, Math.Round(number));
}
