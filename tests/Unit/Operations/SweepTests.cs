using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Drafts;
using Gatehouse.Data.Flows;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Retention;
using Gatehouse.Data.Settings;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Operations;

/// <summary>What ends by itself: orphans at the end of their time, flows that nobody finished.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    private readonly JumpingClock set;
    private int days = 30;
    private int guarded = 100;
    private SeenClock seen;

    public SweepTests()
    {
        set = new JumpingClock(clock);
        seen = new SeenClock(database, database.WritesAt(set), set);
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.McpClient(2), new HeaderNameSet { Id = 1, Names = [] });
    }

    private SettingQueries Settings => new(database, new LiveSettings(days, guarded, 1));

    private PurgeQueries Purges => new(database, seen, Settings, new Guardrail(database, Settings));

    [Fact]
    public async Task Orphans_are_purged_when_their_time_is_over_and_not_a_moment_before()
    {
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned: true), .. Some.Header(1, 2, IdentityKind.VirtualKey, 1, orphaned: true)]);

        await PassAsync(28);
        clock.SetUtcNow(Some.Time.AddDays(29));
        Assert.Equal(0, await SweepAsync());
        clock.SetUtcNow(Some.Time.AddDays(30));
        Assert.Equal(0, await SweepAsync());
        clock.SetUtcNow(Some.Time.AddDays(30).AddSeconds(1));
        Assert.Equal(2, await SweepAsync());

        var change = Assert.Single((await new ChangeQueries(database).ListAsync(new ChangeFilter(), new Window())).Items);
        Assert.Equal((Actor.ProgramName, ChangeOrigin.Sweep, EditKind.Purge, "Orphans are kept for 30 days."), (change.Actor, change.Origin, change.EditKind, change.Reason));
        Assert.Equal(0, await SweepAsync());
    }

    [Fact]
    public async Task More_orphans_than_one_batch_are_purged_batch_by_batch()
    {
        var keys = Enumerable.Range(10, Edit.Purge.Most + 5).ToArray();
        database.Add([.. keys.Select(key => Some.VirtualKey(key))]);
        database.Add([.. keys.SelectMany(key => Some.Token(key, 1, IdentityKind.VirtualKey, key, orphaned: true))]);
        guarded = 10_000;
        await PassAsync(31);

        using var db = database.CreateDbContext();
        Assert.Equal((0, 2), (db.OAuthTokens.Count(), db.Changes.Count()));
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_deletes_nothing_whether_the_server_runs_or_starts_meanwhile()
    {
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned: true)]);
        await PassAsync(10);

        set.Jump = TimeSpan.FromDays(100);
        await PassAsync(2);
        Assert.True((await seen.NowAsync()).IsBehind);
        seen.Dispose();
        seen = new SeenClock(database, database.WritesAt(set), set);
        await PassAsync(2);
        Assert.Equal(1, await CountAsync());

        set.Jump = TimeSpan.Zero;
        await PassAsync(10);
        Assert.Equal(1, await CountAsync());
        Assert.False((await seen.NowAsync()).IsBehind);
        await PassAsync(7);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task What_no_server_saw_pass_counts_once_it_has_been_seen_at_half_speed()
    {
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned: true)]);
        await PassAsync(1);
        set.Jump = TimeSpan.FromDays(20);

        await PassAsync(12);
        Assert.Equal(1, await CountAsync());
        await PassAsync(6);
        Assert.Equal((0, true), (await CountAsync(), (await seen.NowAsync()).IsBehind));
        await PassAsync(3);
        Assert.False((await seen.NowAsync()).IsBehind);
    }

    [Fact]
    public async Task What_a_shorter_retention_makes_due_is_shown_for_a_day_before_it_goes()
    {
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned: true)]);
        await PassAsync(20);
        days = 9;

        Assert.Equal(0, await SweepAsync());
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await SweepAsync());
        await PassAsync(2);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task More_than_the_guardrail_lets_go_waits_for_an_admin()
    {
        database.Add(Some.VirtualKey(2), Some.VirtualKey(3));
        database.Add([.. new[] { 1, 2, 3 }.SelectMany(key => Some.Token(key, 1, IdentityKind.VirtualKey, key, orphaned: true))]);
        guarded = 2;
        await PassAsync(32);
        var outlook = await Purges.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3, true, 3), (outlook.Due, outlook.IsHeld, await CountAsync()));

        var reviewed = await database.Reconciler(clock).CommitAsync(new Edit.Purge(outlook.Before, Edit.Purge.MostReviewed), new CommitRequest(Some.Named("ana")));
        Assert.Equal(3, Assert.IsType<CommitOutcome.Committed>(reviewed).Plan.Totals.Lost);
        Assert.False((await Purges.ReadAsync(TestContext.Current.CancellationToken)).IsHeld);
    }

    [Fact]
    public async Task SL_11_a_flow_that_nobody_finished_expires_and_is_forgotten_a_day_later()
    {
        database.Add(
            Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1), Some.OAuthFlow(2, 2, IdentityKind.VirtualKey, 1, FlowStatus.Claiming),
            Some.HeaderFlow(1, 1, IdentityKind.VirtualKey, 1), Some.HeaderFlow(2, 2, IdentityKind.VirtualKey, 1, FlowStatus.Failed));
        var flows = new FlowSweeps(database, database.WritesAt(clock), clock);

        Assert.Equal((0, 0), await flows.SweepAsync());
        clock.SetUtcNow(Some.Time.AddMinutes(15));
        Assert.Equal((3, 0), await flows.SweepAsync());
        using (var db = database.CreateDbContext())
            Assert.All(db.OAuthFlows, flow => Assert.Equal(FlowStatus.Expired, flow.Status));
        Assert.Equal((0, 0), await flows.SweepAsync());
        clock.SetUtcNow(Some.Time.AddMinutes(15) + FlowSweeps.Kept);
        Assert.Equal((0, 4), await flows.SweepAsync());
        using (var db = database.CreateDbContext())
            Assert.Equal(
                (RecordAction.FlowsPurged, Actor.ProgramName, Origin.Program, """{"flows":"4"}"""),
                db.Events.OrderBy(entry => entry.Id).Select(entry => new ValueTuple<string, string, Origin, string?>(entry.Action, entry.Actor, entry.Origin, entry.After)).ToArray()[^1]);
    }

    [Fact]
    public async Task A_draft_ends_thirty_days_after_it_was_touched_last_and_not_because_a_clock_jumped()
    {
        var drafts = new KeptDrafts(database, database.WritesAt(set), set);
        using var sweep = new DraftSweep(drafts, seen, set, NullLogger<DraftSweep>.Instance);
        await drafts.KeepAsync("a1", "key:vk1", "Allowlist of key key-1", "{}", TestContext.Current.CancellationToken);
        Assert.Equal(0, await sweep.SweepAsync(TestContext.Current.CancellationToken));

        set.Jump = TimeSpan.FromDays(100);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await sweep.SweepAsync(TestContext.Current.CancellationToken));
        set.Jump = TimeSpan.Zero;
        clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await sweep.SweepAsync(TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await sweep.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await drafts.OfAsync("a1", TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        seen.Dispose();
        database.Dispose();
    }

    /// <summary>The server runs for so many days and sweeps every six hours.</summary>
    private async Task PassAsync(int howMany)
    {
        await SweepAsync();
        for (var quarter = 0; quarter < howMany * 4; quarter++)
        {
            clock.Advance(TimeSpan.FromHours(6));
            await SweepAsync();
        }
    }

    private async Task<int> CountAsync()
    {
        await using var db = database.CreateDbContext();
        return db.OAuthTokens.Count() + db.HeaderCredentials.Count();
    }

    private async Task<int> SweepAsync()
    {
        await using var services = new ServiceCollection().AddScoped(_ => database.Reconciler(clock)).BuildServiceProvider();
        using var sweep = new OrphanSweep(
            services.GetRequiredService<IServiceScopeFactory>(), Settings, seen, Purges, new Guardrail(database, Settings), clock, NullLogger<OrphanSweep>.Instance);
        var sweeping = sweep.SweepAsync(TestContext.Current.CancellationToken);
        while (!sweeping.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(sweeping, Task.Delay(20, TestContext.Current.CancellationToken));
        }
        return await sweeping;
    }
}
