using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>Who is a member of which group.</summary>
internal static class MemberFacet
{
    public static readonly PolicyFacet<ProposedMember> Facet = new()
    {
        Table = "plan_members",
        Effect = FacetEffect.People,
        Columns = [new("group_id", "INTEGER NOT NULL", row => row.GroupId), new("user_id", "INTEGER NOT NULL", row => row.UserId), new("is_member", "INTEGER NOT NULL", row => row.IsMember)],
        Key = "group_id, user_id",
        Indexes = ["user_id"],
        Rows = resolved => resolved.Members.Select(change => new ProposedMember { GroupId = change.GroupId, UserId = change.UserId, IsMember = change.IsMember }),
        Facts = (resolved, _) => resolved.Members.Select(member => $"member {member.GroupId} {member.UserId} {member.IsMember}"),
        Lay = (standing, rows) => standing with
        {
            Members = standing.Members
                .Where(member => !rows.Any(proposed => proposed.GroupId == member.GroupId && proposed.UserId == member.UserId))
                .Concat(rows.Where(proposed => proposed.IsMember).Select(proposed => new Membership { GroupId = proposed.GroupId, UserId = proposed.UserId })),
        },
        Writes =
        [
            "INSERT INTO group_members (group_id, user_id) SELECT group_id, user_id FROM plan_members WHERE is_member",
            "DELETE FROM group_members WHERE (group_id, user_id) IN (SELECT group_id, user_id FROM plan_members WHERE NOT is_member)",
        ],
    };
}
