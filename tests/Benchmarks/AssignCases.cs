using System.Diagnostics;
using System.Text;
using Gatehouse.Data.Assign;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>The Assign page's work: a file with one line for each key, twenty of them bad, read, checked, planned, committed and taken back.</summary>
internal static class AssignCases
{
    private const int Bad = 20;

    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs)
    {
        var keys = Math.Min(10_000, world.Keys);
        var lines = new List<Line>();
        lines.AddRange(await CaseAsync(world, runs, $"CSV of {keys:N0} lines", Csv(keys)));
        lines.AddRange(await CaseAsync(world, runs, $"bulk request of {keys:N0} operations", Json(keys)));
        return lines;
    }

    private static async Task<IReadOnlyList<Line>> CaseAsync(World world, int runs, string title, byte[] file)
    {
        var (check, plan, commit, undo) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (sheet, moving) = ((AssignSheet?)null, 0);
        for (var run = -1; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            sheet = ((AssignOutcome.Checked)await new AssignCheck(world).FileAsync(new MemoryStream(file))).Sheet;
            var times = new List<double> { watch.Elapsed.TotalMilliseconds };
            if (sheet.Invalid.Count != Bad)
                throw new InvalidOperationException($"{sheet.Invalid.Count} rows are invalid, not {Bad}.");
            watch.Restart();
            var planned = ((PlanOutcome.Planned)await world.Reconciler.PlanAsync(sheet.ToEdit())).Plan;
            times.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            var committed = (CommitOutcome.Committed)await world.Reconciler.CommitAsync(
                sheet.ToEdit(), new CommitRequest(new Actor("benchmark", Role.Admin, Origin.Page)) { Fingerprint = planned.Fingerprint });
            times.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            var undone = (CommitOutcome.Committed)await world.Reconciler.CommitAsync(new Edit.Undo(committed.ChangeId), new CommitRequest(new Actor("benchmark", Role.Admin, Origin.Page)));
            times.Add(watch.Elapsed.TotalMilliseconds);
            if (undone.Plan.PolicyCount != planned.PolicyCount)
                throw new InvalidOperationException("The undo did not restore every grant.");
            if (run < 0)
                continue;
            moving = planned.Totals.Moving;
            foreach (var (list, time) in new[] { check, plan, commit, undo }.Zip(times))
                list.Add(time);
        }
        return
        [
            new($"{title}: read and checked", Median.Of(check), null, $"{sheet!.Rows:N0} rows, {sheet.Invalid.Count} invalid; {sheet.Changes:N0} of {sheet.Grants:N0} grants differ"),
            new($"{title}: plan", Median.Of(plan), null, $"{moving:N0} rows move"),
            new($"{title}: commit", Median.Of(commit)),
            new($"{title}: undo, planned and committed", Median.Of(undo)),
        ];
    }

    /// <summary>Grants one client and revokes another for each key; one line in so many is wrong in one of four ways.</summary>
    private static IEnumerable<(string Key, string Grant, string Revoke)> Rows(int keys) => Enumerable.Range(1, keys).Select(key =>
        (key % (keys / Bad), (key / (keys / Bad)) % 4) switch
        {
            (not 0, _) => ($"vk{key}", "mcp-100", "mcp-150"),
            (_, 0) => ($"nobody-{key}", "mcp-100", "mcp-150"),
            (_, 1) => ($"vk{key}", "mcp-999", "mcp-150"),
            (_, 2) => ("vk1", "mcp-100", "mcp-150"),
            _ => ($"vk{key}", "mcp-100", "mcp-100"),
        });

    private static byte[] Csv(int keys) => Encoding.UTF8.GetBytes(
        "virtual_key,grant,revoke,tools\n" + string.Concat(Rows(keys).Select(row => $"{row.Key},{row.Grant},{row.Revoke},*\n")));

    private static byte[] Json(int keys) => Encoding.UTF8.GetBytes(
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\n\"Operations\": [\n"
        + string.Join(",\n", Rows(keys).Select(row => Operation(row.Key, row.Grant, row.Revoke))) + "\n]}\n");

    private static string Operation(string key, string grant, string revoke) =>
        $"{{\"method\": \"PATCH\", \"path\": \"/VirtualKeys/{key}\", \"data\": {{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": ["
        + $"{{\"op\": \"add\", \"path\": \"mcpClients\", \"value\": [{{\"value\": \"{grant}\", \"tools\": [\"*\"]}}]}}, "
        + $"{{\"op\": \"remove\", \"path\": \"mcpClients[value eq \\\"{revoke}\\\"]\"}}]}}}}";
}
