using Gatehouse.Data.Import;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Samples;

/// <summary>The sixty virtual keys and three access profiles of the demo company.</summary>
internal sealed class DemoKeys(Random random, DateTimeOffset now)
{
    /// <summary>Keys whose journey the documentation and the tests tell: nobody owns them, nothing but their own grants reaches their clients.</summary>
    public static readonly IReadOnlyList<string> Checkout = ["checkout-agent", "checkout-agent-2"];

    private static readonly (string Name, string Group, string Clients)[] Team =
    [
        ("support-copilot", "g-support", "acme-billing jira notion salesforce slack zendesk github"), ("ticket-triage", "g-support", "zendesk slack"),
        ("customer-health", "g-support", "salesforce zendesk"), ("data-notebooks", "g-data", "github google-drive notion warehouse jira"),
        ("metrics-review", "g-data", "datadog warehouse slack"), ("docs-indexer", "g-data", "notion google-drive github"),
        ("oncall-triage", "g-platform", "datadog github slack sentry jira"), ("ci-release-bot", "g-platform", "github linear slack"),
        ("incident-scribe", "g-platform", "datadog slack notion"), ("design-review-bot", "g-design", "figma notion slack linear"),
        ("finance-close-agent", "g-finance", "acme-billing stripe google-drive"), ("sales-briefing", "g-sales", "salesforce slack google-drive"),
        ("partner-portal", "g-sales", "salesforce notion"), ("security-scan", "g-security", "github sentry datadog jira"),
    ];

    private static readonly (string Name, string Clients)[] Unowned =
    [
        ("checkout-agent", "stripe acme-billing github"), ("checkout-agent-2", "stripe acme-billing github"), ("ci-bot", "github jira linear datadog"),
        ("legacy-zapier", "slack google-drive salesforce"), ("demo-sandbox", ""), ("qa-regression", "github jira linear figma datadog"),
        ("nightly-report", "warehouse google-drive slack"), ("refund-agent", "stripe acme-billing"), ("churn-watch", "salesforce warehouse"),
        ("release-notes", "github linear notion"), ("translation-agent", "notion google-drive"), ("invoice-reader", "acme-billing google-drive"),
        ("pager-bridge", "datadog slack"), ("backlog-groomer", "jira linear github"), ("status-page", "datadog sentry"), ("webinar-helper", "slack notion"),
        ("contract-reader", "google-drive salesforce"), ("hr-onboarding", "notion slack google-drive jira"), ("lead-router", "salesforce slack"),
        ("log-summarizer", "datadog"), ("asset-sync", "figma google-drive"), ("meeting-notes", "notion slack linear"),
    ];

    public static IReadOnlyList<ProfileRow> Profiles { get; } =
    [
        new(Id: "p-support", Name: "Support", Grants: [Tools("zendesk", "*"), Tools("notion", "search", "fetch_page")], Assigned: new AssignedRow(Groups: ["g-support"])),
        new(Id: "p-engineering", Name: "Engineering", Grants: [Tools("github", "*"), Tools("linear", "list_issues", "get_issue")], Assigned: new AssignedRow(Groups: ["g-platform", "g-data"])),
        new(Id: "p-contractors", Name: "Contractors", IsActive: false, Grants: [Tools("slack", "search_messages"), Tools("stripe")], Assigned: new AssignedRow(["vk-webinar-helper"], ["u-quentin.dubois"])),
    ];

    public IReadOnlyList<KeyRow> Make()
    {
        var team = Team.Select(key => Key(key.Name, key.Clients) with { OwnerGroupId = key.Group });
        var unowned = Unowned.Select(key => Key(key.Name, key.Clients));
        var personal = DemoPeople.Users.Take(60 - Team.Length - Unowned.Length).Select(user =>
            Key(user.Id![2..].Split('.')[0] + "-laptop", string.Join(' ', Some(3 + random.Next(4), DemoPeople.MembersOf("g-support").Contains(user.Id!)))) with { OwnerUserId = user.Id });
        return [.. team, .. unowned, .. personal];
    }

    /// <summary>What support people hold for Jira and billing hangs on support-copilot alone.</summary>
    private string[] Some(int count, bool isSupport) => [.. DemoClients.OAuth.Concat(DemoClients.Header)
        .Where(client => !isSupport || client is not ("jira" or "acme-billing")).OrderBy(_ => random.Next()).Take(count)];

    private KeyRow Key(string name, string clients)
    {
        var made = now.AddDays(-90 - random.Next(400));
        var isStory = Checkout.Contains(name) || name == "support-copilot";
        return new(
            Id: "vk-" + name, Name: name, Secret: $"gh-vk-{Four()}-{name}-demo",
            IsActive: name != "legacy-zapier",
            ExpiresAt: name switch
            {
                "demo-sandbox" => now.AddDays(-82),
                "qa-regression" => now.AddDays(1),
                "support-copilot" => now.AddDays(128),
                _ => random.Next(6) == 0 ? now.AddDays(30 + random.Next(300)) : null,
            },
            McpConfigs: [.. clients.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(client => Grant(client, isStory))],
            CreatedAt: made, UpdatedAt: now.AddDays(-random.Next(60)).AddMinutes(-random.Next(1440)));
    }

    private ClientTools Grant(string client, bool isStory)
    {
        var known = DemoClients.All.Single(row => row.ClientId == client).Tools!;
        return isStory && client == "acme-billing" ? Tools(client, [.. known.Take(4)])
            : !isStory && random.Next(4) == 0 ? Tools(client, [.. known.Take(1 + random.Next(known.Count - 1))])
            : Tools(client, "*");
    }

    private string Four() => string.Concat(Enumerable.Range(0, 4).Select(_ => "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"[random.Next(54)]));

    private static ClientTools Tools(string client, params string[] tools) => new(client, tools);
}
