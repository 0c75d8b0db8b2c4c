using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>Whom access profiles are given to: a virtual key, a user or a group, exactly one in each row.</summary>
internal static class GivenFacet
{
    public static readonly PolicyFacet<ProposedGiven> Facet = new()
    {
        Table = "plan_given",
        Effect = FacetEffect.Profiles,
        Columns =
        [
            new("profile_id", "INTEGER NOT NULL", row => row.ProfileId), new("virtual_key_id", "INTEGER", row => row.VirtualKeyId), new("user_id", "INTEGER", row => row.UserId),
            new("group_id", "INTEGER", row => row.GroupId), new("is_given", "INTEGER NOT NULL", row => row.IsGiven),
        ],
        Key = "",
        Indexes = ["virtual_key_id, profile_id", "user_id, profile_id", "group_id, profile_id"],
        Rows = resolved => (resolved.Profile?.Given ?? []).Select(change => new ProposedGiven
        {
            ProfileId = resolved.Profile!.ProfileId,
            VirtualKeyId = change.Kind == ObjectKind.VirtualKey ? change.Id : null,
            UserId = change.Kind == ObjectKind.User ? change.Id : null,
            GroupId = change.Kind == ObjectKind.Group ? change.Id : null,
            IsGiven = change.IsGiven,
        }),
        Facts = (resolved, ids) => (resolved.Profile?.Given ?? []).Select(given => $"given {ids.Profile(resolved.Profile!.ProfileId)} {given.Kind} {given.Id} {given.IsGiven}"),
        Lay = (standing, rows) => standing with
        {
            Given = standing.Given
                .Where(given => !rows.Any(proposed => proposed.ProfileId == given.ProfileId
                    && (proposed.VirtualKeyId == given.VirtualKeyId && proposed.UserId == given.UserId && proposed.GroupId == given.GroupId)))
                .Concat(rows.Where(proposed => proposed.IsGiven).Select(proposed => new ProfileGiven
                {
                    ProfileId = proposed.ProfileId,
                    VirtualKeyId = proposed.VirtualKeyId,
                    UserId = proposed.UserId,
                    GroupId = proposed.GroupId,
                })),
        },
        Writes =
        [
            """
            DELETE FROM profile_assignments WHERE id IN (
              SELECT given.id FROM profile_assignments AS given JOIN plan_given AS plan ON plan.profile_id = given.profile_id AND NOT plan.is_given
                AND (plan.virtual_key_id = given.virtual_key_id OR plan.user_id = given.user_id OR plan.group_id = given.group_id))
            """,
            """
            INSERT INTO profile_assignments (profile_id, virtual_key_id, user_id, group_id)
            SELECT profile_id, virtual_key_id, user_id, group_id FROM plan_given WHERE is_given
            """,
        ],
    };
}
