namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>Every facet of policy that edits change.</summary>
public static class PolicyFacets
{
    /// <summary>In the order in which they are hashed and written.</summary>
    public static readonly IReadOnlyList<PolicyFacet> All =
        [GrantFacet.Facet, OwnerFacet.Facet, MemberFacet.Facet, ActiveFacet.Facet, ContentFacet.Facet, GivenFacet.Facet, SwitchFacet.Facet];
}
