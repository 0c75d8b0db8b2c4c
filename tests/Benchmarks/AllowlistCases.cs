using System.Diagnostics;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Samples;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>
/// The allowlist of one key with a hundred credentials, edited by us, by the reference's algorithm and by the floor, the same keys
/// in the same run. Each key is edited once, so nothing has to be put back.
/// </summary>
internal static class AllowlistCases
{
    private const int KeysARun = 20;

    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs, string title)
    {
        var lines = new List<Line>();
        using var reference = Reference.Load(world);
        lines.AddRange(await CaseAsync(world, reference, runs, 0, $"{title}: one grant removed", key => [.. ScaleWorld.GrantsOf(key).Skip(10).Take(1)]));
        lines.AddRange(await CaseAsync(world, reference, runs, 1, $"{title}: all grants removed", key => [.. ScaleWorld.GrantsOf(key)]));
        return lines;
    }

    /// <summary>Ratios of the big world to the small one, for the same number of affected rows.</summary>
    public static IEnumerable<Line> Growth(IReadOnlyList<Line> small, Table table) => small.Where(line => line.What.EndsWith("commit", StringComparison.Ordinal)).Select(line =>
    {
        var big = table.Of(line.What.Replace("the same at a tenth", "allowlist of one key", StringComparison.Ordinal));
        return line with { Must = null, Note = $"the world ten times as big: × {big / line.Milliseconds:0.00} (must ≤ 1.3)" };
    });

    private static async Task<IReadOnlyList<Line>> CaseAsync(World world, Reference reference, int runs, int offset, string title, Func<int, int[]> removed)
    {
        var (plan, page, commit, old, floor, rowid) = (new List<double[]>(), new List<double[]>(), new List<double[]>(), new List<double[]>(), new List<double[]>(), new List<double[]>());
        var (rows, statements) = (0, 0);
        for (var run = -1; run < runs; run++)
        {
            var times = Enumerable.Range(0, 6).Select(_ => new List<double>()).ToArray();
            foreach (var place in Enumerable.Range(0, KeysARun))
            {
                // Personal keys: theirs and their person's credentials, a hundred in all.
                var key = 1 + (((run + 1) * KeysARun) + place) * 2 + offset;
                var edit = new Edit.Allowlist($"vk{key}", Remove: [.. removed(key).Select(client => $"mcp-{client:000}")]);
                var watch = Stopwatch.StartNew();
                var planned = ((PlanOutcome.Planned)await world.Reconciler.PlanAsync(edit)).Plan;
                Lap(watch, times[0]);
                await world.Reconciler.PageAsync(edit, new TransitionQuery());
                Lap(watch, times[1]);
                var committed = await world.Reconciler.CommitAsync(edit, new CommitRequest(new Actor("benchmark", Role.Admin, Origin.Command)) { Fingerprint = planned.Fingerprint });
                Lap(watch, times[2]);
                if (committed is not CommitOutcome.Committed)
                    throw new InvalidOperationException($"{title}: {committed}");
                rows = planned.Totals.Moving;
                var before = reference.Statements;
                watch.Restart();
                reference.Edit(key, removed(key));
                Lap(watch, times[3]);
                statements = reference.Statements - before;
                times[4].Add(reference.KeyFloor(world, key, removed(key), clustered: true));
                times[5].Add(reference.KeyFloor(world, key, removed(key), clustered: false));
            }
            if (run < 0)
                continue;
            foreach (var (list, time) in new[] { plan, page, commit, old, floor, rowid }.Zip(times))
                list.Add([.. time]);
        }
        return
        [
            new($"{title}: plan", Median.Of(plan), 10, $"{rows} rows move"),
            new($"{title}: first page of rows", Median.Of(page), 30),
            new($"{title}: commit", Median.Of(commit), 15, "with plan, record and check inside"),
            new($"{title}: reference's algorithm", Median.Of(old), null, $"{statements} statements, three transactions, key-keyed rows only"),
            new($"{title}: floor, clustered", Median.Of(floor)),
            new($"{title}: floor, rowid", Median.Of(rowid)),
        ];
    }

    private static void Lap(Stopwatch watch, List<double> times)
    {
        times.Add(watch.Elapsed.TotalMilliseconds);
        watch.Restart();
    }
}
