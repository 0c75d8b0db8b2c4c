using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.History;

/// <summary>The record of changes tells whether somebody has been at it.</summary>
public sealed class HistoryCheckTests : IDisposable
{
    private readonly TestDatabase database = new();

    public HistoryCheckTests()
    {
        database.Add(Some.McpClient(1), Some.McpClient(2), Some.VirtualKey(1), Some.Grant(1, 1), Some.Grant(1, 2));
        database.Add(Some.Token(1, 1, Data.Credentials.IdentityKind.VirtualKey, 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_record_that_nobody_touched_is_whole_and_names_its_last_hash()
    {
        await CommitAsync(3);

        var verdict = await VerifyAsync();

        Assert.Equal((true, 3, 0), (verdict.IsWhole, verdict.Checked, verdict.Unchained));
        await using var db = database.CreateDbContext();
        Assert.Equal(await db.Changes.OrderBy(change => change.Id).Select(change => change.Hash).LastAsync(TestContext.Current.CancellationToken), verdict.LastHash);
    }

    [Theory]
    [InlineData("UPDATE changes SET actor = 'somebody else' WHERE id = 2", 2)]
    [InlineData("UPDATE changes SET reason = 'another' WHERE id = 2", 2)]
    [InlineData("UPDATE changes SET hash = NULL WHERE id = 2", 2)]
    [InlineData("DELETE FROM changed_credentials WHERE change_id = 2", 2)]
    [InlineData("UPDATE changed_credentials SET identity_id = 9 WHERE change_id = 2", 2)]
    [InlineData("UPDATE changed_grants SET before = '[]' WHERE change_id = 2", 2)]
    [InlineData("INSERT INTO changed_objects (change_id, kind, object_id) VALUES (2, 3, 77)", 2)]
    [InlineData("DELETE FROM changed_credentials WHERE change_id = 2; DELETE FROM changed_grants WHERE change_id = 2; DELETE FROM changed_objects WHERE change_id = 2; DELETE FROM changes WHERE id = 2", 3)]
    public async Task A_record_that_was_altered_past_the_dashboard_is_broken_there(string sql, long at)
    {
        await CommitAsync(3);
        await PastTheTriggersAsync(sql);

        var verdict = await VerifyAsync();

        Assert.Equal((false, at), (verdict.IsWhole, verdict.BrokenAt));
    }

    [Theory]
    [InlineData("UPDATE changes SET actor = 'somebody else' WHERE id = 2")]
    [InlineData("DELETE FROM changes WHERE id = 2")]
    [InlineData("DELETE FROM changed_credentials")]
    [InlineData("UPDATE changed_credentials SET move = 2")]
    [InlineData("DELETE FROM changed_grants")]
    public async Task The_database_itself_refuses_to_alter_or_remove_a_record(string sql)
    {
        await CommitAsync(2);
        await using var db = database.CreateDbContext();

        var refused = await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.True((await VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Changes_committed_before_the_chain_began_are_counted_apart()
    {
        await CommitAsync(2);
        await PastTheTriggersAsync("UPDATE changes SET hash = NULL");
        await CommitAsync(2);

        var verdict = await VerifyAsync();

        Assert.Equal((true, 2, 2), (verdict.IsWhole, verdict.Checked, verdict.Unchained));
    }

    private Task<HistoryVerdict> VerifyAsync() => new HistoryCheck(database).VerifyAsync(cancellation: TestContext.Current.CancellationToken);

    private async Task CommitAsync(int changes)
    {
        await using var db = database.CreateDbContext();
        var granted = await db.Grants.AnyAsync(TestContext.Current.CancellationToken);
        for (var change = 0; change < changes; change++, granted = !granted)
        {
            var edit = granted
                ? new Edit.Allowlist("vk1", Remove: ["c1", "c2"])
                : new Edit.Allowlist("vk1", Add: [new("c1", ["*"]), new("c2", ["read"])]);
            Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(edit, new CommitRequest("ana", ChangeOrigin.Page, "why"), TestContext.Current.CancellationToken));
        }
    }

    private async Task PastTheTriggersAsync(string sql)
    {
        await using var db = database.CreateDbContext();
        var triggers = await db.Database.SqlQueryRaw<string>("SELECT name || char(10) || sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(10, triggers.Length);
        await db.Database.ExecuteSqlRawAsync(string.Concat(triggers.Select(trigger => $"DROP TRIGGER {trigger.Split('\n')[0]};")), TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
        foreach (var trigger in triggers)
            await db.Database.ExecuteSqlRawAsync(trigger.Split('\n', 2)[1], TestContext.Current.CancellationToken);
    }
}
