using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Operations;

public sealed class DriftWatchTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);
    private readonly ServiceProvider services;
    private readonly DriftWatch watch;

    public DriftWatchTests()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1), Some.VirtualKey(2), Some.VirtualKey(3));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        services = new ServiceCollection().AddScoped(_ => database.Reconciler(clock)).BuildServiceProvider();
        watch = new DriftWatch(services.GetRequiredService<IServiceScopeFactory>(), new ChangeQueries(database), clock);
    }

    public void Dispose()
    {
        services.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task Drift_is_what_a_repair_would_move()
    {
        var drift = await CountAsync();
        Assert.Equal((1, 1), (drift.Count, drift.Moves.Orphan));
        Assert.Equal("client_1", Assert.Single(drift.Clients).Name);
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_minute()
    {
        await CountAsync();
        database.Add(Some.Token(2, 1, IdentityKind.VirtualKey, 2));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, (await CountAsync()).Count);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await CountAsync()).Count);
    }

    [Fact]
    public async Task A_commit_makes_the_answer_old()
    {
        await CountAsync();
        await database.Reconciler(clock).CommitAsync(new Edit.Repair(), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)));
        Assert.Equal(0, (await CountAsync()).Count);
    }

    [Fact]
    public async Task Whoever_asks_at_the_same_time_shares_one_count()
    {
        var counted = 0;
        watch.Counted += () => Interlocked.Increment(ref counted);
        var gate = new SlowFirst(database);
        var slow = new DriftWatch(gate.Scopes, new ChangeQueries(database), clock);
        slow.Counted += () => Interlocked.Increment(ref counted);
        var first = slow.CountAsync(DriftWatch.Fresh, TestContext.Current.CancellationToken);
        var second = slow.CountAsync(DriftWatch.Fresh, TestContext.Current.CancellationToken);
        await gate.Entered;
        gate.Open();
        Assert.Same(await first, await second);
        Assert.Equal(1, counted);
    }

    [Fact]
    public async Task One_who_leaves_does_not_take_the_count_from_another()
    {
        var gate = new SlowFirst(database);
        var slow = new DriftWatch(gate.Scopes, new ChangeQueries(database), clock);
        using var leaving = new CancellationTokenSource();
        var first = slow.CountAsync(DriftWatch.Fresh, leaving.Token);
        var second = slow.CountAsync(DriftWatch.Fresh, TestContext.Current.CancellationToken);
        await gate.Entered;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Open();
        Assert.Equal(1, (await second).Count);
    }

    [Fact]
    public async Task A_count_that_all_have_left_is_given_up_and_the_next_one_asks_anew()
    {
        var gate = new SlowFirst(database);
        var slow = new DriftWatch(gate.Scopes, new ChangeQueries(database), clock);
        using var leaving = new CancellationTokenSource();
        var first = slow.CountAsync(DriftWatch.Fresh, leaving.Token);
        await gate.Entered;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Open();
        Assert.Null(slow.Latest);
        Assert.Equal(1, (await slow.CountAsync(DriftWatch.Fresh, TestContext.Current.CancellationToken)).Count);
    }

    private Task<Drift> CountAsync() => watch.CountAsync(DriftWatch.Fresh, TestContext.Current.CancellationToken);

    /// <summary>Scopes whose reconciler is given out when the gate is open.</summary>
    private sealed class SlowFirst
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowFirst(TestDatabase database) =>
            Scopes = new ServiceCollection().AddScoped(_ =>
            {
                entered.TrySetResult();
                open.Task.Wait();
                return database.Reconciler();
            }).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();

        public IServiceScopeFactory Scopes { get; }

        public Task Entered => entered.Task;

        public void Open() => open.TrySetResult();
    }
}
