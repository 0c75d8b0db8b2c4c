using Gatehouse.Data.Import;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Samples;

/// <summary>The fifteen MCP clients of the demo company, one of every auth type at least.</summary>
internal static class DemoClients
{
    public static IReadOnlyList<ClientRow> All { get; } =
    [
        Client("github", AuthType.PerUserOAuth, "search_code list_issues get_issue create_issue add_comment list_pull_requests get_pull_request create_pull_request merge_pull_request list_commits get_file create_branch"),
        Client("jira", AuthType.PerUserOAuth, "search_issues get_issue create_issue update_issue transition_issue add_comment list_projects list_boards get_sprint"),
        Client("linear", AuthType.PerUserOAuth, "list_issues get_issue create_issue update_issue list_cycles list_teams"),
        Client("notion", AuthType.PerUserOAuth, "search fetch_page create_page update_page query_database list_users"),
        Client("slack", AuthType.PerUserOAuth, "search_messages list_channels read_channel post_message reply list_users"),
        Client("figma", AuthType.PerUserOAuth, "get_file get_comments post_comment list_components export_image"),
        Client("salesforce", AuthType.PerUserOAuth, "query describe get_record create_record update_record list_reports run_report"),
        Client("zendesk", AuthType.PerUserOAuth, "search_tickets get_ticket update_ticket add_comment list_macros list_users"),
        Client("google-drive", AuthType.PerUserOAuth, "search read_file list_folder create_file share_file"),
        Client("stripe", AuthType.PerUserOAuth, "list_customers get_customer list_payments get_payment create_refund list_disputes get_balance list_invoices create_invoice"),
        Client("acme-billing", AuthType.PerUserHeaders, "get_invoice list_invoices create_credit_note list_plans change_plan get_usage list_customers get_customer close_account") with { PerUserHeaderKeys = ["x-api-key"] },
        Client("datadog", AuthType.PerUserHeaders, "query_metrics list_monitors mute_monitor search_logs list_incidents get_dashboard") with { PerUserHeaderKeys = ["dd-api-key", "dd-application-key"] },
        Client("sentry", AuthType.OAuth, "list_projects search_issues get_issue resolve_issue get_event"),
        Client("warehouse", AuthType.Headers, "run_query list_tables describe_table explain") with { Headers = new Dictionary<string, string> { ["x-warehouse-token"] = "demo-value" } },
        Client("docs-search", AuthType.None, "search read_section list_books") with { AllowOnAllVirtualKeys = true },
    ];

    public static IReadOnlyList<string> OAuth { get; } = Ids(AuthType.PerUserOAuth);

    public static IReadOnlyList<string> Header { get; } = Ids(AuthType.PerUserHeaders);

    private static string[] Ids(AuthType auth) => [.. All.Where(client => client.AuthType == auth).Select(client => client.ClientId!)];

    private static ClientRow Client(string id, AuthType auth, string tools) => new(
        ClientId: id, Name: id, ConnectionString: $"https://mcp.{id}.example/mcp", AuthType: auth, Tools: tools.Split(' '));
}
