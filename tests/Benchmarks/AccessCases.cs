using System.Diagnostics;
using Gatehouse.Data.Access;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>
/// The runtime check: of what was asked before, of what was not, and of both while wide commits run on the same file, each of which makes
/// everything be read anew.
/// </summary>
internal static class AccessCases
{
    private const int Pairs = 5_000;
    private const int Asks = 100_000;

    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs)
    {
        using var check = new AccessCheck(world, TimeProvider.System);
        var random = new Random(1);
        int keys;
        await using (var db = world.CreateDbContext())
            keys = db.VirtualKeys.Count();
        var requests = Enumerable.Range(0, Pairs).Select(_ => new AccessRequest($"mcp-{random.Next(1, 201):000}", $"vk{random.Next(1, 1 + keys)}")).Distinct().ToArray();
        var first = Measure(check, requests);
        var (warm, warmTail, during, duringTail, longest, commits) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0.0, 0);
        for (var run = -1; run < runs; run++)
        {
            Measure(check, requests);
            var quiet = Measure(check, Enumerable.Range(0, Asks).Select(_ => requests[random.Next(requests.Length)]));
            var writer = Task.Run(() => WriteAsync(world));
            var busy = Measure(check, Enumerable.Range(0, Asks * 10).Select(_ => requests[random.Next(requests.Length)]), () => !writer.IsCompleted);
            commits += await writer;
            if (run < 0)
                continue;
            warm.Add(At(quiet, 0.5));
            warmTail.Add(At(quiet, 0.99));
            during.Add(At(busy, 0.5));
            duringTail.Add(At(busy, 0.99));
            longest = Math.Max(longest, busy[^1]);
        }
        return
        [
            new("runtime check, warm: p50", Median.Of(warm), 0.02, $"{Median.Of(warm) * 1000:0.0} µs; {requests.Length:N0} requests asked before"),
            new("… p99", Median.Of(warmTail), 0.2, $"{Median.Of(warmTail) * 1000:0.0} µs"),
            new("runtime check of what nobody asked since the last commit: p50", At(first, 0.5), null, $"{At(first, 0.5) * 1000:0.0} µs"),
            new("… p99", At(first, 0.99)),
            new("runtime check during wide commits: p50", Median.Of(during), null, $"{Median.Of(during) * 1000:0.0} µs; {commits} commits of some 15,000 rows in all"),
            new("… p99", Median.Of(duringTail), 5, $"{Median.Of(duringTail) * 1000:0.0} µs, longest {longest:0.0} ms"),
        ];
    }

    /// <summary>Off and on again: two commits of the widest switch.</summary>
    private static async Task<int> WriteAsync(World world)
    {
        foreach (var on in new[] { false, true })
            if (await world.Reconciler.CommitAsync(new Edit.Sharing("mcp-001", on), new CommitRequest(new Actor("benchmark", Role.Admin, Origin.Command))) is not CommitOutcome.Committed)
                throw new InvalidOperationException("The switch was not where it should be.");
        return 2;
    }

    private static double[] Measure(AccessCheck check, IEnumerable<AccessRequest> requests, Func<bool>? goOn = null)
    {
        var times = new List<double>();
        foreach (var request in requests)
        {
            if (goOn?.Invoke() == false)
                break;
            var begun = Stopwatch.GetTimestamp();
            check.Ask(request);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return [.. times.Order()];
    }

    private static double At(double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];
}
