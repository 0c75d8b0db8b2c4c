using System.Globalization;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>What the review says of a plan: button, toast, kinds of rows.</summary>
public static class ReviewWords
{
    /// <summary>"Commit: orphan 2, reactivate 1, drop 1"; "Commit" when no credential moves.</summary>
    public static string Commit(Totals? totals)
    {
        string[] parts = totals is null ? [] : [
            .. Part(ReconciliationTexts.OrphanCount, totals.Orphan),
            .. Part(ReconciliationTexts.ReactivateCount, totals.Reactivate),
            .. Part(ReconciliationTexts.DropCount, totals.Drop)];
        return parts.Length == 0
            ? ReconciliationTexts.Commit
            : Format(ReconciliationTexts.CommitParts, string.Join(", ", parts));
    }

    /// <summary>"Committed: 2 orphaned, 1 reactivated." once it is written.</summary>
    public static string Happened(Plan plan)
    {
        var parts = Moved(plan.Totals.Orphan, plan.Totals.Reactivate, plan.Totals.Drop);
        return parts.Length == 0 ? ReconciliationTexts.CommittedNone : Format(ReconciliationTexts.CommittedParts, parts);
    }

    /// <summary>"5 orphaned, 1 dropped"; empty when nothing moves.</summary>
    public static string Moved(int orphan, int reactivate, int drop) => string.Join(", ", [
        .. Part(ReconciliationTexts.OrphanedCount, orphan),
        .. Part(ReconciliationTexts.ReactivatedCount, reactivate),
        .. Part(ReconciliationTexts.DroppedCount, drop)]);

    public static string Kind(CredentialKind kind) => kind switch
    {
        CredentialKind.OAuthToken => ReconciliationTexts.OAuthToken,
        CredentialKind.HeaderCredential => ReconciliationTexts.HeaderCredential,
        CredentialKind.OAuthFlow => ReconciliationTexts.OAuthFlow,
        CredentialKind.HeaderFlow => ReconciliationTexts.HeaderFlow,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Format(string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);

    private static IEnumerable<string> Part(string text, int count) => count > 0 ? [Format(text, count)] : [];
}
