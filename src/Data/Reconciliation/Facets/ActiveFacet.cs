using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>Whether access profiles are active: an inactive one names nothing.</summary>
internal static class ActiveFacet
{
    public static readonly PolicyFacet<ProposedProfile> Facet = new()
    {
        Table = "plan_profiles",
        Effect = FacetEffect.Profiles,
        Columns = [new("profile_id", "INTEGER NOT NULL", row => row.ProfileId), new("is_active", "INTEGER NOT NULL", row => row.IsActive)],
        Key = "profile_id",
        Rows = resolved => Changes(resolved).Select(change => new ProposedProfile { ProfileId = change.ProfileId, IsActive = change.IsActive!.Value }),
        Facts = (resolved, ids) => Changes(resolved).Select(change => $"profile {ids.Profile(change.ProfileId)} {change.IsActive}"),
        Lay = (standing, rows) => standing with
        {
            ActiveProfiles = standing.ActiveProfiles
                .Where(profile => !rows.Any(proposed => proposed.ProfileId == profile.Id))
                .Concat(rows.Where(proposed => proposed.IsActive).Select(proposed => new PolicyId { Id = proposed.ProfileId })),
        },
        Writes = ["UPDATE access_profiles SET is_active = plan.is_active FROM plan_profiles AS plan WHERE plan.profile_id = access_profiles.id"],
    };

    private static IEnumerable<ProfileChange> Changes(ResolvedEdit resolved) => new[] { resolved.Profile }.OfType<ProfileChange>().Where(change => change.IsActive is not null);
}
