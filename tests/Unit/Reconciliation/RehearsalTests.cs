using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>The plans that are rehearsed after a start run as real ones do, and leave nothing behind.</summary>
public sealed class RehearsalTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_rehearsal_plans_every_shape_and_the_next_plan_knows_nothing_of_it()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1));
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, Data.Credentials.IdentityKind.VirtualKey, 1));
        var reconciler = database.Reconciler();

        await reconciler.RehearseAsync(TestContext.Current.CancellationToken);

        var edit = new Edit.Allowlist("vk1", Remove: ["c1"]);
        var plan = Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(edit, TestContext.Current.CancellationToken)).Plan;
        Assert.Equal(new MoveCounts(Orphan: 1), plan.Totals.Moves);
        Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(edit, new CommitRequest(new Actor("ana", Role.Admin, Origin.Page)) { Fingerprint = plan.Fingerprint }, TestContext.Current.CancellationToken));
    }
}
