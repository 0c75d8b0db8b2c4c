using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Wording;

/// <summary>The words of a move, wherever it is named.</summary>
/// <param name="Name">As a column.</param>
/// <param name="Segment">"Orphan 12".</param>
/// <param name="Imperative">"orphan 12", on a button.</param>
/// <param name="Past">"12 orphaned".</param>
/// <param name="Tokens">A line of OAuth rows.</param>
/// <param name="Headers">A line of header rows.</param>
public sealed record MoveTexts(string Name, string Segment, string Imperative, string Past, string Tokens, string Headers)
{
    public static MoveTexts Of(Move move) => move switch
    {
        Move.Orphan => new(
            ReconciliationTexts.Orphan, ReconciliationTexts.OrphanSegment, ReconciliationTexts.OrphanCount, ReconciliationTexts.OrphanedCount,
            ReconciliationTexts.TokensOrphaned, ReconciliationTexts.HeadersOrphaned),
        Move.Reactivate => new(
            ReconciliationTexts.Reactivate, ReconciliationTexts.ReactivateSegment, ReconciliationTexts.ReactivateCount, ReconciliationTexts.ReactivatedCount,
            ReconciliationTexts.TokensReactivated, ReconciliationTexts.HeadersReactivated),
        Move.NeedsUpdate => new(
            ReconciliationTexts.NeedsUpdate, ReconciliationTexts.NeedsUpdateSegment, ReconciliationTexts.NeedsUpdateCount, ReconciliationTexts.NeedUpdateCount,
            "", ReconciliationTexts.HeadersNeedUpdate),
        Move.Healthy => new(
            ReconciliationTexts.Healthy, ReconciliationTexts.HealthySegment, ReconciliationTexts.HealthyCount, ReconciliationTexts.CompletedCount,
            "", ReconciliationTexts.HeadersComplete),
        Move.Delete => new(
            ReconciliationTexts.Delete, ReconciliationTexts.DeleteSegment, ReconciliationTexts.DeleteCount, ReconciliationTexts.DeletedCount,
            ReconciliationTexts.TokensDeleted, ReconciliationTexts.HeadersDeleted),
        _ => new(
            ReconciliationTexts.Drop, ReconciliationTexts.DropSegment, ReconciliationTexts.DropCount, ReconciliationTexts.DroppedCount,
            ReconciliationTexts.SignInsDropped, ReconciliationTexts.SubmissionsDropped),
    };
}
