using System.Globalization;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Data.Samples;
using Gatehouse.Data.Secrets;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.E2E.Crash;

/// <summary>
/// A process that commits is killed (SIGKILL) at random moments; after each kill the database is opened as at a restart and held against the law
/// and its own record. <c>GATEHOUSE_KILLS</c> says how often (100 for the promise of docs/reconciliation.md), <c>GATEHOUSE_SCALE</c> how large
/// the scale sample is (1: a million credentials), <c>GATEHOUSE_SEED</c> where to start.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>What reads every row is asked after every tenth kill and after the last.</summary>
    private const int Thorough = 10;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-kill-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Killed_at_any_moment_every_change_is_there_whole_or_not_at_all()
    {
        var (kills, scale, seed) = ((int)Setting("GATEHOUSE_KILLS", 4), Setting("GATEHOUSE_SCALE", 0.02), (int)Setting("GATEHOUSE_SEED", Environment.TickCount & 0xFFFF));
        var path = Path.Combine(folder.FullName, "gatehouse.db");
        var contexts = Contexts(path);
        await using (var db = await contexts.CreateDbContextAsync())
            await db.Database.MigrateAsync();
        await new ScaleScenario(Writes(contexts)).WriteAsync(scale);
        var before = await PlanAsync(contexts, new Edit.Repair());
        var whole = await WholeChanges.OfAsync(contexts);
        var random = new Random(seed);
        var (amid, unseen, changes, moved) = (0, 0, 0, 0L);
        for (var kill = 1; kill <= kills; kill++)
        {
            var after = TimeSpan.FromMilliseconds(random.Next(20, 3000));
            var writer = await KilledWriter.RunAsync(path, random.Next(), after);
            var where = $"Seed {seed}, kill {kill}, {after.TotalMilliseconds} ms after it was ready";

            Assert.True(writer.Odd.Count == 0, $"{where}: {string.Join("; ", writer.Odd)}");
            // A fresh process opens the file: what the dead one left in the log is taken up or dropped.
            SqliteConnection.ClearAllPools();
            Assert.Equal("ok", await PragmaAsync(path, kill % Thorough == 0 || kill == kills ? "integrity_check" : "quick_check(1)"));
            var known = whole.Last;
            var fresh = await whole.CheckAsync();
            var lost = writer.Committed.Except(fresh.Select(change => change.Id)).ToArray();
            Assert.True(lost.Length == 0, $"{where}: changes {string.Join(", ", lost)} were committed and are gone.");
            var untold = fresh.Select(change => change.Id).Except(writer.Committed).ToArray();
            Assert.True(untold.Length <= (writer.IsAmid ? 1 : 0), $"{where}: changes {string.Join(", ", untold)} are there, and nobody was told.");
            foreach (var edit in writer.Asked.TakeLast(2).Select(Unchanged).OfType<Edit>())
                Assert.True((await PlanAsync(contexts, edit)).IsEmpty, $"{where}: out of step after change {known}, around {edit}.");
            if (kill % Thorough == 0 || kill == kills)
                Assert.Equal(before.Tallies, (await PlanAsync(contexts, new Edit.Repair())).Tallies);

            (amid, unseen, changes, moved) = (amid + (writer.IsAmid ? 1 : 0), unseen + untold.Length, changes + fresh.Count, moved + fresh.Sum(change => change.Tallies.Sum(tally => (long)tally.Count)));
            if (kill % Thorough == 0 || kill == kills)
                output.WriteLine($"Seed {seed}: {kill} kills, {amid} amid a commit, of which {unseen} were there whole and {amid - unseen} not at all; {changes} changes moved {moved:N0} rows. All whole.");
        }
    }

    /// <summary>An edit that changes nothing where this one did: its plan is empty if everything there is in step.</summary>
    private static Edit? Unchanged(Edit edit) => edit switch
    {
        Edit.Allowlist of => new Edit.Allowlist(of.VirtualKeyId, Remove: []),
        Edit.Sharing of => new Edit.Sharing(of.McpClientId, Remove: []),
        Edit.Bulk of => new Edit.Sharing(of.Revoke![0], Remove: []),
        _ => null,
    };

    private static readonly RecordChain Chain = new(new SecretProtector(new EphemeralDataProtectionProvider()));

    private static Writes Writes(IDbContextFactory<DashboardDbContext> contexts) =>
        new(contexts, new WriteRules(ActorRoles.OfAsync, new EventLog(Chain, NullLogger<EventLog>.Instance).WriteAsync), TimeProvider.System, NullLogger<Writes>.Instance);

    private static async Task<Plan> PlanAsync(IDbContextFactory<DashboardDbContext> contexts, Edit edit)
    {
        using var connections = new PlanConnections(contexts, Chain);
        return Assert.IsType<PlanOutcome.Planned>(await new Reconciler(connections, Writes(contexts), TimeProvider.System, NullLogger<Reconciler>.Instance).PlanAsync(edit)).Plan;
    }

    private static async Task<string?> PragmaAsync(string path, string pragma)
    {
        await using var connection = new SqliteConnection($"Data Source={path}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return (string?)await command.ExecuteScalarAsync();
    }

    private static PooledDbContextFactory<DashboardDbContext> Contexts(string path)
    {
        var options = new DbContextOptionsBuilder<DashboardDbContext>();
        options.UseGatehouseSqlite($"Data Source={path}");
        return new PooledDbContextFactory<DashboardDbContext>(options.Options);
    }

    private static double Setting(string name, double otherwise) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
