using System.Globalization;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>
/// Sixteen writers on one file, each with random edits on connections of its own. <c>GATEHOUSE_EDITS</c> says how many edits each makes
/// (200 for the promise of docs/reconciliation.md), <c>GATEHOUSE_SEED</c> where to start.
/// </summary>
public sealed class ManyWritersTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 16;
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Nothing_is_lost_nothing_deadlocks_and_the_law_holds_after()
    {
        ComparedStatements.AreTrusted = true;
        var seed = Setting("GATEHOUSE_SEED", 1);
        var edits = Setting("GATEHOUSE_EDITS", 25);
        var world = Enumerable.Range(seed, 1_000).Select(each => World.Of(new Random(each))).First(found => found is { Keys.Count: 4, Clients.Count: 4, Users.Count: > 1, Groups.Count: > 0, Profiles.Count: > 0 });
        world.Load(database);
        // From a world in step: what is out of step afterwards was put there by the writers.
        await database.Reconciler().CommitAsync(new Edit.Repair(), new CommitRequest(new Actor("repair", Role.Admin, Origin.Command)));

        var outcomes = (await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(world, new Random(seed * 1000 + writer), writer, edits)))))
            .SelectMany(each => each).ToArray();

        var kinds = outcomes.GroupBy(outcome => outcome.GetType().Name).ToDictionary(group => group.Key, group => group.Count());
        output.WriteLine($"Seed {seed}: {string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))}.");
        Assert.DoesNotContain(outcomes, outcome => outcome is CommitOutcome.Broken or CommitOutcome.Busy or CommitOutcome.Rejected);
        await using var db = database.CreateDbContext();
        Assert.Equal(outcomes.OfType<CommitOutcome.Committed>().Count(), await db.Changes.CountAsync(change => change.Actor.StartsWith("writer-")));
        var drift = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(new Edit.Repair())).Plan;
        Assert.True(drift.IsEmpty, drift.Summary);
        Assert.Equal(Replayed(world, db), [.. db.Grants.AsEnumerable().Select(grant => (grant.VirtualKeyId, grant.McpClientId, grant.Tools.Json)).Order()]);
    }

    /// <summary>Edits of one key, client, user, group and profile leave a plan for others as it was.</summary>
    [Fact]
    public async Task An_unrelated_edit_never_makes_a_plan_stale()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var (one, two) = ((seed * 2) - 1, seed * 2);
            foreach (var id in new[] { one, two })
            {
                database.Add(Some.McpClient(id), Some.VirtualKey(id), Some.User(id), Some.Group(id), Some.Profile(id));
                database.Add(Some.Grant(id, id));
                database.Add(Some.Token(id, id, Data.Credentials.IdentityKind.VirtualKey, id));
            }
            var edit = Quiet(one, random);
            var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(edit)).Plan;
            var elsewhere = Quiet(two, random);
            Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(elsewhere, new CommitRequest(new Actor("other", Role.Admin, Origin.Page))));
            var outcome = await database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("mine", Role.Admin, Origin.Page)) { Fingerprint = plan.Fingerprint });
            Assert.True(outcome is CommitOutcome.Committed, $"Seed {seed}: {edit.Kind} after {elsewhere.Kind} elsewhere: {outcome}");
        }
    }

    /// <summary>An edit of every kind that keeps to what carries this number.</summary>
    private static Edit Quiet(int id, Random random) => random.Next(6) switch
    {
        0 => new Edit.Allowlist($"vk{id}", Remove: [$"c{id}"]),
        1 => new Edit.Sharing($"c{id}", true, Remove: [$"vk{id}"]),
        2 => new Edit.Bulk(new BulkWho([$"vk{id}"]), Revoke: [$"c{id}"]),
        3 => new Edit.Profile($"p{id}", Add: [new($"c{id}", ["a"])], Give: new Assignees([$"vk{id}"], Groups: [$"g{id}"])),
        4 => new Edit.GroupMembers($"g{id}", [$"u{id}"]),
        _ => new Edit.Owner($"vk{id}", UserId: $"u{id}"),
    };

    /// <summary>Plans, then commits exactly that; a stale plan is made anew, as an admin would.</summary>
    private async Task<List<CommitOutcome>> WriteAsync(World world, Random random, int writer, int edits)
    {
        var outcomes = new List<CommitOutcome>();
        var reconciler = database.Reconciler();
        while (outcomes.Count(outcome => outcome is not CommitOutcome.Stale) < edits)
        {
            var edit = RandomEdit.ThatDeletesNothing(world, random);
            for (var attempt = 0; ; attempt++)
            {
                var plan = ((PlanOutcome.Planned)await reconciler.PlanAsync(edit)).Plan;
                // After some stale plans whatever is true then.
                var outcome = await reconciler.CommitAsync(edit, new CommitRequest(new Actor($"writer-{writer}", Role.Admin, Origin.Api)) { Fingerprint = attempt < 5 ? plan.Fingerprint : null });
                outcomes.Add(outcome);
                if (outcome is not CommitOutcome.Stale)
                    break;
            }
        }
        return outcomes;
    }

    /// <summary>The grants that stand when every recorded change is applied in its order: an update that was lost would differ.</summary>
    private static List<(int, int, string)> Replayed(World world, Data.DashboardDbContext db)
    {
        var grants = world.Grants.ToDictionary(grant => (grant.VirtualKeyId, grant.McpClientId), grant => (ToolList?)grant.Tools);
        foreach (var row in db.ChangedGrants.OrderBy(row => row.ChangeId))
        {
            Assert.Equal(grants.GetValueOrDefault((row.VirtualKeyId, row.McpClientId)), row.Before);
            grants[(row.VirtualKeyId, row.McpClientId)] = row.After;
        }
        return [.. grants.Where(pair => pair.Value is not null).Select(pair => (pair.Key.VirtualKeyId, pair.Key.McpClientId, pair.Value!.Json)).Order()];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
