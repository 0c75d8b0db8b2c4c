using System.Collections.Concurrent;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Api;

/// <summary>
/// The last plans this process handed out, by fingerprint: so that a stale commit can be told what moved since. Nothing depends on a plan being
/// here; a plan made by another process commits as well.
/// </summary>
internal sealed class ReviewedPlans
{
    private const int Most = 500;
    private readonly ConcurrentDictionary<string, Plan> plans = [];
    private readonly ConcurrentQueue<string> order = [];

    public void Keep(Plan plan)
    {
        if (!plans.TryAdd(plan.Fingerprint, plan))
            return;
        order.Enqueue(plan.Fingerprint);
        while (order.Count > Most && order.TryDequeue(out var oldest))
            plans.TryRemove(oldest, out _);
    }

    public Plan? Find(string fingerprint) => plans.GetValueOrDefault(fingerprint);
}
