using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Several admins at once, on real connections.</summary>
public sealed class ConcurrencyTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Of_two_commits_of_the_same_plan_at_once_one_does_it_and_the_other_names_it()
    {
        for (var round = 1; round <= 20; round++)
        {
            database.Add(Some.VirtualKey(round), Some.McpClient(round), Some.Grant(round, round));
            database.Add(Some.Token(round, round, IdentityKind.VirtualKey, round));
            var reconciler = database.Reconciler();
            var edit = new Edit.Allowlist($"vk{round}", Remove: [$"c{round}"]);
            var plan = Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(edit)).Plan;
            var request = new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)) { Fingerprint = plan.Fingerprint, Reviewed = plan };

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => reconciler.CommitAsync(edit, request))));

            var committed = Assert.Single(outcomes.OfType<CommitOutcome.Committed>());
            Assert.All(outcomes.OfType<CommitOutcome.AlreadyCommitted>(), already => Assert.Equal(committed.ChangeId, already.ChangeId));
            Assert.Equal(3, outcomes.OfType<CommitOutcome.AlreadyCommitted>().Count());
        }
    }

    [Fact]
    public async Task Of_two_different_edits_of_one_key_at_once_one_wins_and_the_other_is_stale()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.McpClient(2));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned: true));
        database.Add(Some.Token(2, 2, IdentityKind.VirtualKey, 1, orphaned: true));
        var reconciler = database.Reconciler();
        for (var round = 0; round < 10; round++)
        {
            var tools = new[] { round % 2 == 0 ? "*" : "a" };
            Edit[] edits = [new Edit.Allowlist("vk1", Add: [new("c1", tools)]), new Edit.Allowlist("vk1", Add: [new("c2", tools)])];
            var plans = new[] { await PlanAsync(reconciler, edits[0]), await PlanAsync(reconciler, edits[1]) };

            var outcomes = await Task.WhenAll(edits.Zip(plans).Select(pair => Task.Run(() => reconciler.CommitAsync(
                pair.First, new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)) { Fingerprint = pair.Second.Fingerprint, Reviewed = pair.Second }))));

            Assert.Single(outcomes.OfType<CommitOutcome.Committed>());
            Assert.Single(outcomes.OfType<CommitOutcome.Stale>());
            foreach (var edit in edits)
                await reconciler.CommitAsync(edit, new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)));
        }
    }

    [Fact]
    public async Task A_cancelled_commit_writes_nothing()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Reconciler().CommitAsync(
            new Edit.Allowlist("vk1", Remove: ["c1"]), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)), cancelled.Token));

        using var db = database.CreateDbContext();
        Assert.Empty(db.Changes);
        Assert.Single(db.Grants);
        Assert.Equal(CredentialStatus.Active, db.OAuthTokens.Single().Status);
    }

    private static async Task<Plan> PlanAsync(Reconciler reconciler, Edit edit) =>
        Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(edit)).Plan;
}
