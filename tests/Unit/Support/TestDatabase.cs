using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Data.Secrets;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>A real SQLite file with the real migrations, gone with the test. Migrated once a run, copied for each test.</summary>
public sealed class TestDatabase : IDbContextFactory<DashboardDbContext>, IDisposable
{
    private static readonly Lazy<string> Template = new(MakeTemplate);

    /// <summary>Of all test databases of this run: they have one key ring, as an installation has.</summary>
    public static readonly SecretProtector Protector = new(new EphemeralDataProtectionProvider());

    public static readonly RecordChain Chain = new(Protector);

    /// <summary>As the program has them.</summary>
    public static readonly WriteRules Rules = new(ActorRoles.OfAsync, new EventLog(Chain, NullLogger<EventLog>.Instance).WriteAsync);

    private readonly string path = TempFile();
    private readonly DbContextOptions<DashboardDbContext> options;
    private readonly Lazy<PlanConnections> connections;

    public TestDatabase(Action<DbContextOptionsBuilder>? configure = null)
    {
        File.Copy(Template.Value, path);
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseGatehouseSqlite(ConnectionString);
        configure?.Invoke(builder);
        options = builder.Options;
        connections = new(() => new PlanConnections(this, Chain));
    }

    public string Path => path;

    public string ConnectionString => $"Data Source={path}";

    public DashboardDbContext CreateDbContext() => new(options);

    internal PlanConnections Connections => connections.Value;

    /// <summary>The seam on this database with the clock given, or the system's.</summary>
    public Writes WritesAt(TimeProvider? clock = null) => new(this, Rules, clock ?? TimeProvider.System, NullLogger<Writes>.Instance);

    /// <summary>A reconciler on this database with the clock given, or the system's.</summary>
    public Reconciler Reconciler(TimeProvider? clock = null) =>
        new(connections.Value, WritesAt(clock), clock ?? TimeProvider.System, NullLogger<Reconciler>.Instance);

    /// <summary>The check of its record, with the head kept in a folder, or nowhere.</summary>
    public HistoryCheck History(string? headFolder = null) => new(this, Chain, new RecordHead(headFolder));

    /// <summary>Adds rows as they are, past the reconciler.</summary>
    public void Add(params object[] rows)
    {
        using var db = CreateDbContext();
        db.AddRange(rows);
        db.SaveChanges();
        Raise(db);
    }

    /// <summary>As every write of the product does that touches policy, people, credentials or flows.</summary>
    public static void Raise(DashboardDbContext db) => db.Database.ExecuteSqlRaw("UPDATE policy_version SET version = version + 1");

    public void Dispose()
    {
        if (connections.IsValueCreated)
            connections.Value.Dispose();
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            File.Delete(file);
    }

    private static string MakeTemplate()
    {
        var template = TempFile();
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseGatehouseSqlite($"Data Source={template};Pooling=False");
        using (var db = new DashboardDbContext(builder.Options))
        {
            db.Database.Migrate();
            using (var transaction = db.Database.BeginTransaction())
            {
                Chain.BeginAsync(db, Some.Time, CancellationToken.None).GetAwaiter().GetResult();
                transaction.Commit();
            }
            db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(template);
        return template;
    }

    private static string TempFile() =>
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Ids.New("gatehouse-test")}.db");
}
