using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Tests.Unit.Migrations;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Unit.History;

/// <summary>The record of the first build, with its chain without a key, is the beginning of the new one.</summary>
public sealed class UpgradedRecordTests : IDisposable
{
    private static readonly string[] Triggers = [.. RecordTriggers.Made().Select(sql => sql.Split(' ')[2])];

    private readonly ReleasedDatabase released = new("20261125070632");
    private readonly PooledDbContextFactory<DashboardDbContext> contexts;

    public UpgradedRecordTests()
    {
        var options = new DbContextOptionsBuilder<DashboardDbContext>();
        options.UseGatehouseSqlite($"Data Source={released.Path};Pooling=False");
        contexts = new(options.Options);
        using var db = contexts.CreateDbContext();
        db.Database.Migrate();
    }

    public void Dispose() => released.Dispose();

    [Fact]
    public async Task Its_changes_are_entries_counted_as_before_the_chain_and_the_old_chain_is_checked_too()
    {
        await BeginAsync();

        var verdict = await VerifyAsync();

        Assert.Equal((null, 16, 15), (verdict.Fault, verdict.Checked, verdict.Before));
        await using var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var began = await db.Events.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((16, RecordAction.Began, """{"changes_before":"15","of_the_first_chain":"15"}"""), (began.Id, began.Action, began.After));
    }

    [Fact]
    public async Task A_commit_that_comes_before_anything_else_begins_the_chain_before_itself()
    {
        using var connections = new PlanConnections(contexts, TestDatabase.Chain);
        var outcome = await new Reconciler(connections, new Writes(contexts, TestDatabase.Rules, TimeProvider.System, NullLogger<Writes>.Instance), TimeProvider.System, NullLogger<Reconciler>.Instance).CommitAsync(
            new Edit.Allowlist("vk-design-review-bot", Remove: ["linear"]), new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page)), TestContext.Current.CancellationToken);

        Assert.IsType<CommitOutcome.Committed>(outcome);
        Assert.Equal((null, 17, 15), await VerifyAsync() is var verdict ? (verdict.Fault, verdict.Checked, verdict.Before) : default);
    }

    [Theory]
    [InlineData("UPDATE changes SET hash = NULL WHERE id <= 7", 1)]
    [InlineData("UPDATE changes SET actor = 'somebody else' WHERE id = 4", 4)]
    [InlineData("DELETE FROM changed_grants WHERE change_id = 3", 3)]
    public async Task Altering_what_was_there_before_the_chain_began_breaks_it(string sql, long entry)
    {
        await BeginAsync();
        await PastTheTriggersAsync(sql);

        Assert.Equal((RecordFaultKind.Altered, entry), await VerifyAsync() is var verdict ? (verdict.Fault!.Kind, verdict.Fault.Entry) : default);
    }

    [Theory]
    [InlineData("UPDATE changes SET actor = 'somebody else' WHERE id = 4", 4)]
    [InlineData("UPDATE changes SET hash = NULL WHERE id = 9", 9)]
    public async Task An_old_chain_that_was_broken_already_is_told_at_its_change(string sql, long change)
    {
        await PastTheTriggersAsync(sql);
        await BeginAsync();

        Assert.Equal((RecordFaultKind.OldChainBroken, change), await VerifyAsync() is var verdict ? (verdict.Fault!.Kind, verdict.Fault.Change!.Value) : default);
    }

    private async Task BeginAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await TestDatabase.Chain.BeginAsync(db, Some.Time, TestContext.Current.CancellationToken);
        await TestDatabase.Chain.BeginAsync(db, Some.Time, TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    private Task<HistoryVerdict> VerifyAsync() =>
        new HistoryCheck(contexts, TestDatabase.Chain, new RecordHead(null)).VerifyAsync(cancellation: TestContext.Current.CancellationToken);

    private async Task PastTheTriggersAsync(string sql)
    {
        await using var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var statements = string.Join(";\n", [.. Triggers.Select(trigger => $"DROP TRIGGER {trigger}"), sql]);
        await db.Database.ExecuteSqlRawAsync(statements, TestContext.Current.CancellationToken);
    }
}
