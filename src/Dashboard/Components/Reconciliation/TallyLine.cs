using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>One line of the Impact region: a move of one client's rows of one kind.</summary>
public sealed record TallyLine(Move Move, string Words, int Count)
{
    public static IEnumerable<TallyLine> Of(ClientTally tally)
    {
        if (tally.Orphan > 0)
            yield return new(Move.Orphan, tally.Headers ? ReconciliationTexts.HeadersOrphaned : ReconciliationTexts.TokensOrphaned, tally.Orphan);
        if (tally.Reactivate > 0)
            yield return new(Move.Reactivate, tally.Headers ? ReconciliationTexts.HeadersReactivated : ReconciliationTexts.TokensReactivated, tally.Reactivate);
        if (tally.Drop > 0)
            yield return new(Move.Drop, tally.Headers ? ReconciliationTexts.SubmissionsDropped : ReconciliationTexts.SignInsDropped, tally.Drop);
    }
}
