using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>What access profiles name, with which tools. Without a tool list a client is not named any more.</summary>
internal static class ContentFacet
{
    public static readonly PolicyFacet<ProposedContent> Facet = new()
    {
        Table = "plan_content",
        Effect = FacetEffect.Profiles,
        Columns = [new("profile_id", "INTEGER NOT NULL", row => row.ProfileId), new("mcp_client_id", "INTEGER NOT NULL", row => row.McpClientId), new("tools", "TEXT", row => row.Tools?.Json)],
        Key = "profile_id, mcp_client_id",
        Indexes = ["mcp_client_id"],
        ByTools = row => (row.Tools, Grant.Pair(row.ProfileId, row.McpClientId)),
        Rows = resolved => (resolved.Profile?.Content ?? []).Select(change => new ProposedContent { ProfileId = resolved.Profile!.ProfileId, McpClientId = change.McpClientId, Tools = change.After }),
        Facts = (resolved, ids) => (resolved.Profile?.Content ?? []).Select(change =>
            $"content {ids.Profile(resolved.Profile!.ProfileId)} {change.McpClientId} {FactIds.Words(change.Before)} {FactIds.Words(change.After)}"),
        Lay = (standing, rows) => standing with
        {
            Content = standing.Content
                .Where(named => !rows.Any(proposed => proposed.ProfileId == named.ProfileId && proposed.McpClientId == named.McpClientId))
                .Concat(rows.Where(proposed => proposed.Tools != null)
                    .Select(proposed => new ProfileContent { ProfileId = proposed.ProfileId, McpClientId = proposed.McpClientId, Tools = proposed.Tools! })),
        },
        Writes =
        [
            "DELETE FROM profile_grants WHERE (profile_id, mcp_client_id) IN (SELECT profile_id, mcp_client_id FROM plan_content)",
            "INSERT INTO profile_grants (profile_id, mcp_client_id, tools) SELECT profile_id, mcp_client_id, tools FROM plan_content WHERE tools IS NOT NULL",
        ],
    };
}
