using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation.Facets;

/// <summary>The switch "allow on all virtual keys" of MCP clients.</summary>
internal static class SwitchFacet
{
    public static readonly PolicyFacet<ProposedSwitch> Facet = new()
    {
        Table = "plan_switches",
        Columns = [new("mcp_client_id", "INTEGER NOT NULL", row => row.McpClientId), new("is_on", "INTEGER NOT NULL", row => row.IsOn)],
        Key = "mcp_client_id",
        Rows = resolved => Changes(resolved).Select(change => new ProposedSwitch { McpClientId = change.McpClientId, IsOn = change.After }),
        Facts = (resolved, ids) => Changes(resolved).Select(change => $"switch {ids.Client(change.McpClientId)} {change.After}"),
        Lay = (standing, rows) => standing with
        {
            Clients = standing.Clients.Select(client => new ClientSwitch
            {
                Id = client.Id,
                IsOn = rows.Any(proposed => proposed.McpClientId == client.Id && proposed.IsOn)
                    || (client.IsOn && !rows.Any(proposed => proposed.McpClientId == client.Id)),
            }),
        },
        Writes = ["UPDATE mcp_clients SET allow_on_all_virtual_keys = plan.is_on FROM plan_switches AS plan WHERE plan.mcp_client_id = mcp_clients.id"],
    };

    private static IEnumerable<SwitchChange> Changes(ResolvedEdit resolved) => new[] { resolved.Switch }.OfType<SwitchChange>();
}
