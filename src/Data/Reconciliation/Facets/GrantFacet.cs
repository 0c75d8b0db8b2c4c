using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>Direct grants. A grant without tools denies; without a tool list it is gone.</summary>
internal static class GrantFacet
{
    public static readonly PolicyFacet<ProposedGrant> Facet = new()
    {
        Table = "plan_grants",
        Columns = [new("virtual_key_id", "INTEGER NOT NULL", row => row.VirtualKeyId), new("mcp_client_id", "INTEGER NOT NULL", row => row.McpClientId), new("tools", "TEXT", row => row.Tools?.Json)],
        Key = "virtual_key_id, mcp_client_id",
        ByTools = row => (row.Tools, Grant.Pair(row.VirtualKeyId, row.McpClientId)),
        Rows = resolved => resolved.Grants.Select(change => new ProposedGrant { VirtualKeyId = change.VirtualKeyId, McpClientId = change.McpClientId, Tools = change.After }),
        Facts = (resolved, ids) => resolved.Grants.Select(change =>
            $"grant {ids.Key(change.VirtualKeyId)} {ids.Client(change.McpClientId)} {FactIds.Words(change.Before)} {FactIds.Words(change.After)}"),
        Lay = (standing, rows) => standing with
        {
            Grants = standing.Grants
                .Where(grant => !rows.Any(proposed => proposed.VirtualKeyId == grant.VirtualKeyId && proposed.McpClientId == grant.McpClientId))
                .Concat(rows.Where(proposed => proposed.Tools != null)
                    .Select(proposed => new NamedTools { VirtualKeyId = proposed.VirtualKeyId, McpClientId = proposed.McpClientId, Tools = proposed.Tools! })),
        },
        Writes =
        [
            """
            INSERT INTO changed_grants (change_id, virtual_key_id, mcp_client_id, before, after)
            SELECT {0}, plan.virtual_key_id, plan.mcp_client_id, grants.tools, plan.tools
            FROM plan_grants AS plan LEFT JOIN grants ON grants.virtual_key_id = plan.virtual_key_id AND grants.mcp_client_id = plan.mcp_client_id
            """,
            "DELETE FROM grants WHERE (virtual_key_id, mcp_client_id) IN (SELECT virtual_key_id, mcp_client_id FROM plan_grants WHERE tools IS NULL)",
            """
            INSERT INTO grants (virtual_key_id, mcp_client_id, tools) SELECT virtual_key_id, mcp_client_id, tools FROM plan_grants WHERE tools IS NOT NULL
            ON CONFLICT (virtual_key_id, mcp_client_id) DO UPDATE SET tools = excluded.tools
            """,
        ],
    };
}
