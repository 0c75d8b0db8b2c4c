using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
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

    public SweepTests() => database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.McpClient(2), new HeaderNameSet { Id = 1, Names = [] });

    [Fact]
    public async Task Orphans_are_purged_when_their_time_is_over_and_not_a_moment_before()
    {
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned: true), .. Some.Header(1, 2, IdentityKind.VirtualKey, 1, orphaned: true)]);

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
        clock.SetUtcNow(Some.Time.AddDays(31));

        Assert.Equal(keys.Length, await SweepAsync());

        using var db = database.CreateDbContext();
        Assert.Equal((0, 2), (db.OAuthTokens.Count(), db.Changes.Count()));
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
    }

    public void Dispose() => database.Dispose();

    private async Task<int> SweepAsync()
    {
        await using var services = new ServiceCollection().AddScoped(_ => database.Reconciler(clock)).BuildServiceProvider();
        var settings = new SettingQueries(database, new LiveSettings(30, 100, 1));
        using var sweep = new OrphanSweep(services.GetRequiredService<IServiceScopeFactory>(), settings, clock, NullLogger<OrphanSweep>.Instance);
        var sweeping = sweep.SweepAsync(TestContext.Current.CancellationToken);
        while (!sweeping.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(sweeping, Task.Delay(20, TestContext.Current.CancellationToken));
        }
        return await sweeping;
    }
}
