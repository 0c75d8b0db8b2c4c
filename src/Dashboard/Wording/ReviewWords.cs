using System.Globalization;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Wording;

/// <summary>What the review says of a plan: button, toast, kinds of rows.</summary>
public static class ReviewWords
{
    /// <summary>"Commit: orphan 2, reactivate 1, drop 1"; "Commit" when no credential moves.</summary>
    public static string Commit(MoveCounts? moves) => moves is null or { Total: 0 }
        ? ReconciliationTexts.Commit
        : Format(ReconciliationTexts.CommitParts, string.Join(", ", moves.Made.Select(made => Format(MoveTexts.Of(made.Move).Imperative, made.Count))));

    /// <summary>"Committed: 2 orphaned, 1 reactivated." once it is written.</summary>
    public static string Happened(Plan plan) => plan.Totals.Moving == 0
        ? ReconciliationTexts.CommittedNone
        : Format(ReconciliationTexts.CommittedParts, Moved(plan.Totals.Moves));

    /// <summary>"5 orphaned, 1 dropped"; empty when nothing moves.</summary>
    public static string Moved(MoveCounts moves) =>
        string.Join(", ", moves.Made.Select(made => Format(MoveTexts.Of(made.Move).Past, made.Count)));

    /// <summary>"github removed from key ci-bot (it had all tools) and 3 more grants".</summary>
    public static string Edit(ChangeItem change)
    {
        if (change.Policy.Count == 0)
            return ReconciliationTexts.CredentialsPutInStep;
        var more = change.PolicyCount - 1;
        var first = change.Policy[0].ToString();
        return more == 0 ? first : ReconciliationTexts.XAndY.With(first, PlanWords.Count(more, ReconciliationTexts.MoreGrant, ReconciliationTexts.MoreGrants));
    }

    public static string Format(string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
