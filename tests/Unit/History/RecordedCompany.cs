using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Unit.History;

/// <summary>A database with a record: changes of access and events, and ways past what protects it.</summary>
internal sealed class RecordedCompany : IDisposable
{
    private readonly DirectoryInfo apart = Directory.CreateTempSubdirectory("gatehouse-head-");

    public RecordedCompany()
    {
        Database.Add(Some.McpClient(1), Some.McpClient(2), Some.VirtualKey(1), Some.VirtualKey(2), Some.Grant(1, 1), Some.Grant(1, 2), Some.Grant(2, 1));
        Database.Add(Some.Token(1, 1, Data.Credentials.IdentityKind.VirtualKey, 1));
    }

    public TestDatabase Database { get; } = new();

    public RecordHead Head => new(apart.FullName);

    public Task<HistoryVerdict> VerifyAsync(string? hash = null) =>
        Database.History(apart.FullName).VerifyAsync(hash, cancellation: TestContext.Current.CancellationToken);

    /// <summary>So many changes of one key, to and fro.</summary>
    public async Task CommitAsync(int changes)
    {
        await using var db = Database.CreateDbContext();
        var granted = await db.Grants.AnyAsync(grant => grant.VirtualKeyId == 1, TestContext.Current.CancellationToken);
        for (var change = 0; change < changes; change++, granted = !granted)
            await CommitAsync(granted ? new Edit.Allowlist("vk1", Remove: ["c1", "c2"]) : new Edit.Allowlist("vk1", Add: [new("c1", ["*"]), new("c2", ["read"])]));
    }

    public async Task<long> CommitAsync(Edit edit) => Assert.IsType<CommitOutcome.Committed>(
        await Database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("ana", Role.Admin, Origin.Page), "why"), TestContext.Current.CancellationToken)).ChangeId;

    public async Task HappenAsync(params RecordEntry[] entries)
    {
        await using var db = Database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await new EventLog(TestDatabase.Chain, NullLogger<EventLog>.Instance).WriteAsync(
            db, new Actor("mara.holt", Role.Admin, Origin.Page, "10.20.4.18") { Id = "a1" }, Some.Time, entries, TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    public async Task KeepHeadAsync()
    {
        await using var db = Database.CreateDbContext();
        Assert.True(await Head.KeepAsync(db, Some.Time, TestContext.Current.CancellationToken));
    }

    /// <summary>Runs it as somebody would who may write the file: without triggers and foreign keys, which are there again afterwards.</summary>
    public async Task PastTheTriggersAsync(string sql)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var db = Database.CreateDbContext();
        var triggers = await db.Database.SqlQueryRaw<string>("SELECT name || char(10) || sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToArrayAsync(cancellation);
        Assert.Equal(RecordTriggers.Made().Count(), triggers.Length);
        await db.Database.OpenConnectionAsync(cancellation);
        var statements = string.Join(";\n",
        [
            .. triggers.Select(trigger => $"DROP TRIGGER {trigger.Split('\n')[0]}"), "PRAGMA foreign_keys=OFF", sql, "PRAGMA foreign_keys=ON",
            .. triggers.Select(trigger => trigger.Split('\n', 2)[1]),
        ]);
        await db.Database.ExecuteSqlRawAsync(statements, cancellation);
    }

    public void Dispose()
    {
        Database.Dispose();
        apart.Delete(recursive: true);
    }
}
