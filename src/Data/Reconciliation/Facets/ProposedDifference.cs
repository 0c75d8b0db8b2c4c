namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>What an edit proposes to change of the policy.</summary>
public static class ProposedDifference
{
    extension(Proposal proposal)
    {
        /// <summary>The proposed policy, against the standing one.</summary>
        public PolicyDifference Difference => PolicyDifference.Of(proposal);

        /// <summary>How many differences of policy there are.</summary>
        public int PolicyCount => proposal.Deletion is not null ? 1
            : proposal.Removal is not null ? proposal.Removal.Count
            : proposal.Difference.Count + (proposal.HeaderNames is { Changes: true } ? 1 : 0);
    }
}
