using System.Diagnostics;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Data.Samples;
using Gatehouse.Data.Secrets;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>A database file with the scale sample, made anew for each run of the program.</summary>
internal sealed class World : IDbContextFactory<DashboardDbContext>, IDisposable
{
    private readonly DbContextOptions<DashboardDbContext> options;

    private readonly RecordChain chain = new(new SecretProtector(new EphemeralDataProtectionProvider()));
    private readonly PlanConnections connections;

    private World(string path)
    {
        connections = new PlanConnections(this, chain);
        Path = path;
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseGatehouseSqlite($"Data Source={path}");
        options = builder.Options;
    }

    public string Path { get; }

    public long Rows { get; private set; }

    public int Keys { get; private set; }

    public TimeSpan Took { get; private set; }

    public Writes Writes => new(
        this, new WriteRules(ActorRoles.OfAsync, new EventLog(chain, NullLogger<EventLog>.Instance).WriteAsync), TimeProvider.System, NullLogger<Writes>.Instance);

    public Reconciler Reconciler => new(connections, Writes, TimeProvider.System, NullLogger<Reconciler>.Instance);

    public static string SqliteVersion
    {
        get
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return connection.ServerVersion;
        }
    }

    public static async Task<World> MakeAsync(double factor)
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-benchmark-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        };
        var world = new World(System.IO.Path.Combine(folder.FullName, "gatehouse.db"));
        await using (var db = world.CreateDbContext())
            await db.Database.MigrateAsync();
        var watch = Stopwatch.StartNew();
        world.Rows = await new ScaleScenario(world.Writes).WriteAsync(factor);
        world.Took = watch.Elapsed;
        world.Keys = ScaleWorld.Of(factor).Keys;
        Console.WriteLine($"World of factor {factor}: {world.Rows:N0} rows in {watch.Elapsed.TotalSeconds:0.0} s.");
        return world;
    }

    public DashboardDbContext CreateDbContext() => new(options);

    /// <summary>Moves the write-ahead log into the file.</summary>
    public async Task CheckpointAsync()
    {
        await using var db = CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)");
    }

    public void Dispose() => connections.Dispose();
}
