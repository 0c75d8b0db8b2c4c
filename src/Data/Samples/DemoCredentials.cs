using Gatehouse.Data.Credentials;
using Gatehouse.Data.Import;

namespace Gatehouse.Data.Samples;

/// <summary>
/// What people signed in for and typed in. Rows are made for granted clients only, so that they are covered; what is orphaned
/// was orphaned by the demo's own changes, but for a few that came in so.
/// </summary>
internal sealed class DemoCredentials(Random random, DateTimeOffset now, IReadOnlyList<KeyRow> keys)
{
    private readonly HashSet<(string Identity, string Client)> taken = [];
    private readonly List<TokenRow> tokens = [];
    private readonly List<HeaderRow> headers = [];
    private readonly List<FlowRow> oauthFlows = [];
    private readonly List<FlowRow> headerFlows = [];

    public IReadOnlyList<TokenRow> Tokens => tokens;

    public IReadOnlyList<HeaderRow> Headers => headers;

    public IReadOnlyList<FlowRow> OAuthFlows => oauthFlows;

    public IReadOnlyList<FlowRow> HeaderFlows => headerFlows;

    public DemoCredentials Make()
    {
        foreach (var key in keys)
        {
            foreach (var client in key.McpConfigs!.Where(grant => grant.ToolsToExecute.Count > 0).Select(grant => grant.McpClientId))
                Behind(key, client);
        }
        CameInOrphaned("nightly-report", "notion");
        CameInOrphaned("churn-watch", "slack");
        CameInOrphaned("legacy-zapier", "jira");
        CameInOrphaned("legacy-zapier", "notion");
        Drift();
        Sessions();
        ThroughProfile();
        return this;
    }

    private void Behind(KeyRow key, string client)
    {
        if (DemoKeys.Checkout.Contains(key.Name))
        {
            Credential(client, keyId: key.Id, isSound: true);
            if (client is "stripe" or "acme-billing")
                Flow(client, FlowStatus.Pending, keyId: key.Id);
            return;
        }
        if (key.OwnerGroupId is { } group)
        {
            var share = key.Name == "support-copilot" ? 1.0 : 0.95;
            foreach (var member in DemoPeople.MembersOf(group).Where(_ => random.NextDouble() < share))
                Credential(client, userId: member);
            if (random.Next(3) == 0 || (key.Name == "support-copilot" && client is "jira" or "acme-billing"))
                Flow(client, FlowStatus.Pending, userId: DemoPeople.MembersOf(group)[^1]);
        }
        else if (key.OwnerUserId is { } owner)
        {
            Credential(client, userId: owner);
            if (random.Next(2) == 0)
                Credential(client, keyId: key.Id);
        }
        else
        {
            Credential(client, keyId: key.Id);
            if (random.Next(5) == 0)
                Flow(client, random.Next(2) == 0 ? FlowStatus.Expired : FlowStatus.Completed, keyId: key.Id);
        }
    }

    private void Credential(string client, string? keyId = null, string? userId = null, string? sessionId = null, bool isSound = false, bool isOrphaned = false)
    {
        var isHeader = DemoClients.Header.Contains(client);
        if ((!isHeader && !DemoClients.OAuth.Contains(client)) || !taken.Add((keyId ?? userId ?? sessionId!, client)))
            return;
        var isSick = !isSound && !isOrphaned && random.Next(isHeader ? 5 : 12) == 0;
        var made = now.AddDays(-20 - random.Next(300)).AddMinutes(-random.Next(1440));
        DateTimeOffset? used = random.Next(9) == 0 ? null : now.AddMinutes(-random.Next(60 * 24 * 14));
        var orphanedAt = isOrphaned ? now.AddDays(-12) : (DateTimeOffset?)null;
        if (isHeader)
        {
            var names = DemoClients.All.Single(row => row.ClientId == client).PerUserHeaderKeys!;
            // A credential that needs an update lacks one of the names; a client with one name cannot lack any.
            isSick &= names.Count > 1;
            headers.Add(new HeaderRow
            {
                Id = $"h-{headers.Count + 1}",
                McpClientId = client,
                VirtualKeyId = keyId,
                UserId = userId,
                SessionId = sessionId,
                Health = isSick ? CredentialHealth.NeedsUpdate : CredentialHealth.Healthy,
                Orphaned = isOrphaned,
                OrphanedAt = orphanedAt,
                Headers = names.Take(isSick ? 1 : names.Count).ToDictionary(name => name, _ => "demo-value"),
                CreatedAt = made,
                LastUsedAt = used,
            });
        }
        else
            tokens.Add(new TokenRow
            {
                Id = $"t-{tokens.Count + 1}",
                McpClientId = client,
                VirtualKeyId = keyId,
                UserId = userId,
                SessionId = sessionId,
                Health = isSick ? CredentialHealth.NeedsReauth : CredentialHealth.Healthy,
                Orphaned = isOrphaned,
                OrphanedAt = orphanedAt,
                AccessToken = "demo-token",
                RefreshToken = "demo-token",
                Scopes = ["read", "write"],
                ExpiresAt = now.AddMinutes(random.Next(600)),
                CreatedAt = made,
                LastUsedAt = used,
            });
    }

    // A flow lives fifteen minutes; those of the demo live for a day, so that there are some to look at.
    private void Flow(string client, FlowStatus status, string? keyId = null, string? userId = null)
    {
        var list = DemoClients.Header.Contains(client) ? headerFlows : DemoClients.OAuth.Contains(client) ? oauthFlows : null;
        if (list is null || (status == FlowStatus.Pending && !taken.Add(("pending " + (keyId ?? userId), client))))
            return;
        list.Add(new FlowRow
        {
            Id = $"{(list == headerFlows ? "hf" : "of")}-{list.Count + 1}",
            McpClientId = client,
            VirtualKeyId = keyId,
            UserId = userId,
            Status = status,
            CreatedAt = now.AddMinutes(-2 - random.Next(9)),
            ExpiresAt = status == FlowStatus.Pending ? now.AddDays(1) : now.AddMinutes(-1),
        });
    }

    private void CameInOrphaned(string key, string client) => Credential(client, keyId: "vk-" + key, isOrphaned: true);

    /// <summary>Three credentials whose mark disagrees with their cover, as an import or a hand edit leaves them.</summary>
    private void Drift()
    {
        Credential("linear", keyId: "vk-lead-router", isSound: true);
        Credential("jira", keyId: "vk-log-summarizer", isSound: true);
        Credential("github", keyId: "vk-demo-sandbox", isSound: true);
    }

    /// <summary>What the data team holds for linear hangs on the access profile Engineering alone.</summary>
    private void ThroughProfile()
    {
        foreach (var member in DemoPeople.MembersOf("g-data"))
            Credential("linear", userId: member, isSound: true);
    }

    private void Sessions()
    {
        foreach (var session in Enumerable.Range(1, 9))
            Credential(DemoClients.OAuth[session % DemoClients.OAuth.Count], sessionId: $"demo-session-{session}", isSound: true);
    }
}
