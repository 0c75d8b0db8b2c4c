using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>A choice of which rows to show, with how many there are.</summary>
/// <param name="Move">Null: all.</param>
/// <param name="Text">"Orphan 12".</param>
/// <param name="Pressed">"true" for the one chosen.</param>
public sealed record MoveSegment(Move? Move, string Text, string Pressed)
{
    /// <summary>All, and every move that some row makes.</summary>
    public static IEnumerable<MoveSegment> Of(MoveCounts moves, Move? chosen) =>
        moves.Made.Select(made => Segment(made.Move, MoveTexts.Of(made.Move).Segment, made.Count, chosen))
            .Prepend(Segment(null, ReconciliationTexts.AllSegment, moves.Total, chosen));

    private static MoveSegment Segment(Move? move, string text, int count, Move? chosen) =>
        new(move, ReviewWords.Format(text, count), move == chosen ? "true" : "false");
}
