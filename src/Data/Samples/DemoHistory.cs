using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Data.Samples;

/// <summary>The changes of the demo company's last weeks, committed by the reconciler as anybody's are, at times that have passed.</summary>
internal static class DemoHistory
{
    private static readonly (int DaysAgo, string Actor, string Key, string[] Add, string[] Remove, string Reason)[] Edits =
    [
        (34, "mara.holt", "support-copilot", ["linear"], [], "Support files bugs itself now"),
        (27, "sam.okafor", "oncall-triage", [], ["jira"], "SEC-2190: on-call works in GitHub only"),
        (21, "mara.holt", "data-notebooks", [], ["jira"], "Not used since the spring"),
        (16, "lena.fischer", "qa-regression", [], ["figma"], "Design files are out of scope for QA"),
        (14, "sam.okafor", "legacy-zapier", [], ["slack", "google-drive", "salesforce"], "SEC-2201: Zapier is being switched off"),
        (11, "mara.holt", "oncall-triage", ["jira"], [], "Incidents need their tickets after all"),
        (8, "lena.fischer", "sales-briefing", [], ["google-drive"], "Briefings come from Salesforce"),
        (5, "tomas.vidal", "docs-indexer", [], ["notion"], "Index moved to docs-search"),
        (3, "mara.holt", "design-review-bot", [], ["linear"], "SEC-2209"),
        (1, "sam.okafor", "design-review-bot", ["linear"], [], "SEC-2209 was closed as a mistake"),
    ];

    public static async Task WriteAsync(IDbContextFactory<DashboardDbContext> contexts, Writes writes, RecordChain chain, DateTimeOffset now, CancellationToken cancellation)
    {
        var clock = new PastClock();
        using var connections = new PlanConnections(contexts, chain);
        using var then = writes.To(contexts, clock);
        var reconciler = new Reconciler(connections, then, clock, NullLogger<Reconciler>.Instance);
        foreach (var (days, actor, key, add, remove, reason) in Edits)
        {
            clock.Now = now.AddDays(-days).AddMinutes(-7 * days);
            var edit = new Edit.Allowlist("vk-" + key, Add: [.. add.Select(client => new ClientTools(client, ["*"]))], Remove: remove);
            var outcome = await reconciler.CommitAsync(edit, new CommitRequest(new Actor(actor, Role.Operator, Origin.Page), reason), cancellation);
            if (outcome is not CommitOutcome.Committed)
                throw new InvalidOperationException($"The demo's change of {key} was not committed: {outcome}.");
        }
    }

    private sealed class PastClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
