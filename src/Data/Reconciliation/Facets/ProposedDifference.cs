namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>What an edit proposes to change of the policy.</summary>
public static class ProposedDifference
{
    extension(ResolvedEdit resolved)
    {
        /// <summary>The proposed policy, against the standing one.</summary>
        public PolicyDifference Difference => PolicyDifference.Of(resolved);

        /// <summary>How many differences of policy there are.</summary>
        public int PolicyCount => resolved.Deletion is not null ? 1
            : resolved.Removal is not null ? resolved.Removal.Count
            : resolved.Difference.Count + (resolved.HeaderNames is { Changes: true } ? 1 : 0);
    }
}
