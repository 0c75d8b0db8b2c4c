namespace Gatehouse.Dashboard.Api;

/// <summary>An edit of every kind, at the demo company.</summary>
internal static class EditExamples
{
    public static IReadOnlyList<BodyExample> Plans { get; } =
    [
        new("allowlist", """{"edit": {"kind": "allowlist", "virtual_key_id": "vk-ci-bot", "add": [{"mcp_client_id": "sentry", "tools_to_execute": ["search_issues"]}], "remove": ["jira"]}}"""),
        new("sharing", """{"edit": {"kind": "sharing", "mcp_client_id": "stripe", "add": [{"virtual_key_id": "vk-invoice-reader", "tools_to_execute": ["list_invoices"]}], "remove": ["vk-refund-agent"]}}"""),
        new("bulk", """{"edit": {"kind": "bulk", "who": {"group_ids": ["g-design"]}, "grant": [{"mcp_client_id": "notion", "tools_to_execute": ["*"]}], "revoke": ["slack"]}}"""),
        new("header_keys", """{"edit": {"kind": "header_keys", "mcp_client_id": "acme-billing", "per_user_header_keys": ["x-api-key", "x-tenant"]}}"""),
        new("delete_virtual_key", """{"edit": {"kind": "delete_virtual_key", "virtual_key_id": "vk-legacy-zapier"}}"""),
        new("delete_mcp_client", """{"edit": {"kind": "delete_mcp_client", "mcp_client_id": "figma"}}"""),
        new("delete_user", """{"edit": {"kind": "delete_user", "user_id": "u-quentin.dubois"}}"""),
        new("profile", """{"edit": {"kind": "profile", "profile_id": "p-engineering", "remove": ["linear"], "give": {"users": ["u-wei.zhang"]}}}"""),
        new("delete_profile", """{"edit": {"kind": "delete_profile", "profile_id": "p-contractors"}}"""),
        new("group_members", """{"edit": {"kind": "group_members", "group_id": "g-data", "add": ["u-grace.kim"], "remove": ["u-sofia.rossi"]}}"""),
        new("delete_group", """{"edit": {"kind": "delete_group", "group_id": "g-design"}}"""),
        new("owner", """{"edit": {"kind": "owner", "virtual_key_id": "vk-support-copilot", "group_id": "g-sales"}}"""),
        new("revoke", """{"edit": {"kind": "revoke", "ids": ["t-181", "hf-3"]}}"""),
        new("purge", """{"edit": {"kind": "purge", "orphaned_before": "2026-01-01T00:00:00Z", "limit": 100}}"""),
        new("repair", """{"edit": {"kind": "repair"}}"""),
        new("undo", """{"edit": {"kind": "undo", "change_id": 5}}"""),
    ];
}
