using System.Diagnostics;
using Gatehouse.Data;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Start;

/// <summary>Ready means that requests can be served now.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task While_another_process_holds_the_database_it_is_busy()
    {
        await using var server = new DashboardServer();
        using (var other = new SqliteConnection($"Data Source={PathOf(server)};Pooling=False"))
        {
            other.Open();
            using var held = other.BeginTransaction(deferred: false);
            await BecomesAsync(server, "not ready: busy");
        }
        await BecomesReadyAsync(server);
    }

    [Fact]
    public async Task With_a_full_disk_it_is_not_ready()
    {
        if (!File.Exists("/dev/full"))
            return;
        await using var server = new DashboardServer();
        await BecomesReadyAsync(server);
        var probe = $"{PathOf(server)}.{Environment.ProcessId}.probe";
        File.CreateSymbolicLink(probe, "/dev/full");

        await BecomesAsync(server, "not ready: storage_full");
        File.Delete(probe);
        await BecomesReadyAsync(server);
    }

    [Fact]
    public async Task Without_its_file_it_is_not_ready_and_with_it_it_is_again()
    {
        await using var server = new DashboardServer();
        File.Move(PathOf(server), PathOf(server) + ".away");
        await BecomesAsync(server, "not ready: storage_unreachable");

        File.Move(PathOf(server) + ".away", PathOf(server));
        await BecomesReadyAsync(server);
    }

    [Fact]
    public async Task With_a_damaged_file_it_is_not_ready_and_pages_and_answers_say_that()
    {
        await using var server = new DashboardServer();
        using var api = await server.CallerAsync();
        await using (var db = await server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", TestContext.Current.CancellationToken);
        SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(PathOf(server), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            await file.WriteAsync(Enumerable.Repeat((byte)'x', 8192).ToArray(), TestContext.Current.CancellationToken);

        await BecomesAsync(server, "not ready: storage_damaged");
        var (status, answer) = await api.SendAsync("GET", "/api/mcp/clients");
        Assert.Equal((503, "storage_damaged"), (status, answer.Text("code")));
    }

    [Fact]
    public async Task It_commits_nothing_so_that_no_cache_turns_old()
    {
        await using var server = new DashboardServer();
        await BecomesReadyAsync(server);
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        using var readiness = ActivatorUtilities.CreateInstance<Dashboard.Operations.Readiness>(server.Services);
        var before = await VersionAsync(db);

        Assert.Null(await readiness.WhyNotAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before, await VersionAsync(db));
    }

    private static string PathOf(DashboardServer server)
    {
        using var db = server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContext();
        return db.Database.GetDbConnection().DataSource;
    }

    private static async Task<long> VersionAsync(DashboardDbContext db) =>
        await db.Database.SqlQueryRaw<long>("SELECT data_version AS value FROM pragma_data_version()").SingleAsync(TestContext.Current.CancellationToken);

    private static async Task<string> ReadyAsync(DashboardServer server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static Task BecomesReadyAsync(DashboardServer server) => BecomesAsync(server, "\"ready\"");

    /// <summary>An answer is a second old at most.</summary>
    private static async Task BecomesAsync(DashboardServer server, string expected)
    {
        var began = Stopwatch.GetTimestamp();
        string answer;
        while ((answer = await ReadyAsync(server)) != expected)
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1), $"It still says: {answer}");
    }
}
