using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Tests.Unit.Migrations;

/// <summary>A database of an earlier version is taken along with its record.</summary>
public sealed class OlderDatabaseTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Ids.New("gatehouse-older")}.db");

    [Fact]
    public async Task Lines_of_an_older_record_say_the_same_as_before()
    {
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseGatehouseSqlite($"Data Source={path};Pooling=False");
        await using var db = new DashboardDbContext(builder.Options);
        await db.GetService<IMigrator>().MigrateAsync("20261124001348_Initial", TestContext.Current.CancellationToken);
        const string policy = """[{"sign":"remove","mcp_client":"github","virtual_key":"ci-bot","did":"removed from","note":"it had all tools"},{"sign":"remove","mcp_client":"jira","virtual_key":"ci-bot","did":"denied for"}]""";
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO changes (committed_at, actor, origin, edit_kind, edit, policy, tallies, fingerprint) VALUES (0, 'mara.holt', 1, 1, '{{}}', {policy}, '[]', 'f')",
            TestContext.Current.CancellationToken);

        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);

        var change = await db.Changes.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["github removed from key ci-bot (it had all tools)", "jira denied for key ci-bot"], change.Policy.Select(line => line.ToString()));
        Assert.Equal(PolicySign.Remove, change.Policy[0].Sign);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            File.Delete(file);
    }
}
