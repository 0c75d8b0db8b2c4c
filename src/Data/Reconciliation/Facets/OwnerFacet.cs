using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>Virtual keys: who owns them, and those that go. With an owner change the people of a key, and the profiles it has through them.</summary>
internal static class OwnerFacet
{
    public static readonly PolicyFacet<ProposedKey> Facet = new()
    {
        Table = "plan_keys",
        Effect = FacetEffect.People,
        Columns =
        [
            new("virtual_key_id", "INTEGER NOT NULL", row => row.VirtualKeyId), new("user_id", "INTEGER", row => row.UserId), new("group_id", "INTEGER", row => row.GroupId),
            new("stays", "INTEGER NOT NULL", row => row.Stays),
        ],
        Key = "virtual_key_id",
        Indexes = ["user_id", "group_id"],
        Rows = resolved => resolved.Owners.Select(change => new ProposedKey { VirtualKeyId = change.VirtualKeyId, UserId = change.UserId, GroupId = change.GroupId, Stays = true })
            .Concat((resolved.Deletion?.VirtualKeyIds ?? []).Select(id => new ProposedKey { VirtualKeyId = id })),
        Facts = (resolved, ids) => resolved.Owners.Select(owner => $"owner {ids.Key(owner.VirtualKeyId)} {owner.UserId} {owner.GroupId}"),
        Lay = (standing, rows) => standing with
        {
            Keys = standing.Keys
                .Where(key => !rows.Any(proposed => proposed.VirtualKeyId == key.Id))
                .Concat(rows.Where(proposed => proposed.Stays)
                    .Select(proposed => new KeyOwner { Id = proposed.VirtualKeyId, UserId = proposed.UserId, GroupId = proposed.GroupId })),
        },
        // A key that goes is deleted with everything else that goes, once no row of its is left.
        Writes =
        [
            """
            UPDATE virtual_keys SET owner_user_id = plan.user_id, owner_group_id = plan.group_id
            FROM plan_keys AS plan WHERE plan.virtual_key_id = virtual_keys.id AND plan.stays
            """,
        ],
    };
}
