using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Reads;

public sealed class OverviewQueriesTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(Some.Time);

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Credentials_are_counted_by_status_and_kind()
    {
        database.Add(Some.McpClient(1), Some.McpClient(2));
        database.Add(Enumerable.Range(1, 6).Select(key => (object)Some.VirtualKey(key)).ToArray());
        database.Add(new HeaderNameSet { Id = 1, Names = [] });
        database.Add([
            .. Some.Token(1, 1, IdentityKind.VirtualKey, 1),
            .. Some.Token(2, 1, IdentityKind.VirtualKey, 2, health: CredentialHealth.NeedsReauth),
            .. Some.Token(3, 1, IdentityKind.VirtualKey, 3, orphaned: true, health: CredentialHealth.NeedsReauth),
            .. Some.Header(1, 2, IdentityKind.VirtualKey, 1, health: CredentialHealth.NeedsUpdate),
            .. Some.Header(2, 2, IdentityKind.VirtualKey, 2, orphaned: true),
            .. Some.Header(3, 2, IdentityKind.VirtualKey, 3)]);
        var facts = await ReadAsync();
        Assert.Equal(new StatusCounts(1, 1, 1, 0, 0), facts.OAuthTokens);
        Assert.Equal(new StatusCounts(1, 1, 0, 1, 0), facts.HeaderCredentials);
        Assert.False(facts.IsFirstStart);
    }

    [Fact]
    public async Task Pending_flows_are_those_nobody_has_finished_and_the_next_to_end_come_first()
    {
        database.Add(Some.McpClient(1), Some.McpClient(2), Some.User(1, "Ana Ortiz"), Some.VirtualKey(1, "ci-bot"));
        var soon = Some.OAuthFlow(1, 1, IdentityKind.User, 1);
        soon.ExpiresAt = Some.Time.AddMinutes(4);
        var ended = Some.HeaderFlow(1, 1, IdentityKind.VirtualKey, 1);
        ended.ExpiresAt = Some.Time.AddMinutes(-1);
        database.Add(soon, ended, Some.HeaderFlow(2, 2, IdentityKind.VirtualKey, 1), Some.OAuthFlow(2, 2, IdentityKind.User, 1, FlowStatus.Completed));
        var pending = (await ReadAsync()).Pending;
        Assert.Equal((3, 1, 1), (pending.Total, pending.EndSoon, pending.Ended));
        Assert.Equal([("Ana Ortiz", "client_1"), ("ci-bot", "client_2")], pending.Next.Select(flow => (flow.Who, flow.Client)));
    }

    [Fact]
    public async Task Orphans_are_due_on_the_day_their_time_ends_and_overdue_before_today()
    {
        database.Add(Some.McpClient(1));
        database.Add(Enumerable.Range(1, 5).Select(key => (object)Some.VirtualKey(key)).ToArray());
        Orphan(1, Some.Time.AddDays(-90));
        Orphan(2, Some.Time.AddDays(-88));
        Orphan(3, Some.Time.AddDays(-84));
        Orphan(4, Some.Time.AddDays(-91));
        Orphan(5, Some.Time.AddDays(-83));
        var due = (await ReadAsync()).Due;
        Assert.Equal([1, 0, 1, 0, 0, 0, 1], due.Days.Select(day => day.Count));
        Assert.Equal(DateOnly.FromDateTime(Some.Time.UtcDateTime), due.Days[0].Day);
        Assert.Equal((3, 1), (due.ThisWeek, due.Overdue));
    }

    [Fact]
    public async Task The_last_thirty_days_are_told_by_the_record()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        await CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        clock.Advance(TimeSpan.FromDays(2));
        await CommitAsync(new Edit.Allowlist("vk1", Add: [new("c1", ["*"])]));
        await CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        var days = (await ReadAsync()).Days;
        Assert.Equal(30, days.Count);
        Assert.Equal((1, 0), (days[^3].Orphaned, days[^3].Reactivated));
        Assert.Equal((1, 1), (days[^1].Orphaned, days[^1].Reactivated));
        clock.Advance(TimeSpan.FromDays(28));
        Assert.Equal(1, (await ReadAsync()).Days.Sum(day => day.Orphaned));
    }

    [Fact]
    public async Task Keys_that_expire_within_a_week_are_counted_with_the_first_of_them()
    {
        var (late, first, past) = (Some.VirtualKey(1, "late"), Some.VirtualKey(2, "first"), Some.VirtualKey(3, "past"));
        (late.ExpiresAt, first.ExpiresAt, past.ExpiresAt) = (Some.Time.AddDays(6), Some.Time.AddDays(1), Some.Time.AddDays(-1));
        database.Add(late, first, past);
        Assert.Equal(new ExpiringKeys(2, "first", Some.Time.AddDays(1)), (await ReadAsync()).Expiring);
    }

    [Fact]
    public async Task An_empty_database_is_a_first_start() => Assert.True((await ReadAsync()).IsFirstStart);

    private Task<OverviewFacts> ReadAsync() => new OverviewQueries(database, clock).ReadAsync(90);

    private void Orphan(int key, DateTimeOffset at)
    {
        var rows = Some.Token(key, 1, IdentityKind.VirtualKey, key);
        ((OAuthToken)rows[0]).ArriveOrphaned(at);
        database.Add(rows);
    }

    private async Task CommitAsync(Edit edit) =>
        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler(clock).CommitAsync(edit, new CommitRequest(new Actor("mara", Role.Admin, Origin.Page))));
}
