using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>A choice of which rows to show, with how many there are.</summary>
/// <param name="Move">Null: all.</param>
/// <param name="Text">"Orphan 12".</param>
/// <param name="Pressed">"true" for the one chosen.</param>
public sealed record MoveSegment(Move? Move, string Text, string Pressed)
{
    /// <summary>All, and every move that some row makes.</summary>
    public static IEnumerable<MoveSegment> Of(int orphan, int reactivate, int drop, Move? chosen)
    {
        yield return Segment(null, ReconciliationTexts.AllSegment, orphan + reactivate + drop, chosen);
        if (orphan > 0)
            yield return Segment(Data.Reconciliation.Move.Orphan, ReconciliationTexts.OrphanSegment, orphan, chosen);
        if (reactivate > 0)
            yield return Segment(Data.Reconciliation.Move.Reactivate, ReconciliationTexts.ReactivateSegment, reactivate, chosen);
        if (drop > 0)
            yield return Segment(Data.Reconciliation.Move.Drop, ReconciliationTexts.DropSegment, drop, chosen);
    }

    private static MoveSegment Segment(Move? move, string text, int count, Move? chosen) =>
        new(move, ReviewWords.Format(text, count), move == chosen ? "true" : "false");
}
