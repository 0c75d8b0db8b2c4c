using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>What Bifrost left out of step is told beforehand, comes in as it is, and is healed by the repair.</summary>
public sealed class BifrostDriftTests(PostgreSqlCluster cluster) : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider clock = new(BifrostCompany.Now);

    private BifrostImporter Importer => new(database, database.WritesAt(clock), new SecretProtector(new EphemeralDataProtectionProvider()), clock);

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData(BifrostGeneration.First, "SQLite")]
    [InlineData(BifrostGeneration.Second, "PostgreSQL")]
    [InlineData(BifrostGeneration.Third, "SQLite")]
    public async Task The_dry_run_names_every_row_out_of_step_writes_nothing_and_repair_heals_exactly_those(BifrostGeneration generation, string engine)
    {
        using var store = BifrostStore.In(engine, cluster);
        new BifrostCompany(store.Connection, generation).Sound().Drifted();
        Plan drift;
        using (var rehearsal = await Importer.RehearseAsync(store.Source, new BifrostOptions()))
        {
            drift = rehearsal.Drift!;
            var rows = (await rehearsal.Reconciler.PageAsync(new Edit.Repair(), new TransitionQuery(Limit: 100))).Items.ToDictionary(row => row.Id, row => row.Move);
            var expected = new Dictionary<string, Move>
            {
                ["d-no-grant"] = Move.Orphan,
                ["d-all-keys"] = Move.Reactivate,
                ["d-no-tools"] = Move.Orphan,
                ["d-needs-update"] = Move.Orphan,
                ["d-flow"] = Move.Drop,
                ["d-user"] = Move.Orphan,
            };
            if (generation == BifrostGeneration.Third)
                expected["d-virtual-mcp"] = Move.Reactivate;
            Assert.Equivalent(expected, rows, strict: true);
            Assert.Contains(rehearsal.Report!.Notes, note => note.Contains("whose a virtual key is", StringComparison.Ordinal));
        }
        await using (var db = database.CreateDbContext())
            Assert.Equal(0, await db.McpClients.CountAsync());

        Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions()));
        var reconciler = database.Reconciler(clock);
        var plan = Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(new Edit.Repair())).Plan;
        Assert.Equal(drift.Totals, plan.Totals);
        Assert.Equal(drift.Fingerprint, plan.Fingerprint);
        Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(new Edit.Repair(), new CommitRequest(new Actor("test", Role.Admin, Origin.Command))));
        Assert.True(Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(new Edit.Repair())).Plan.IsEmpty);
    }

    [Fact]
    public async Task A_dry_run_takes_the_good_rows_names_the_bad_ones_and_leaves_no_copy_behind()
    {
        using var store = BifrostStore.InSqlite();
        new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound().Broken();
        string copy, nothing;
        using (var rehearsal = await Importer.RehearseAsync(store.Source, new BifrostOptions()))
        {
            Assert.True(rehearsal.Report!.Refused.Total > 10);
            Assert.Equal(4, rehearsal.Report.Rows["oauth_tokens"]);
            Assert.True(File.Exists(copy = rehearsal.Copy));
        }
        using (var rehearsal = await Importer.RehearseAsync(new BifrostSource.SqliteFile("/no/such/file"), new BifrostOptions()))
        {
            Assert.Null(rehearsal.Drift);
            nothing = rehearsal.Copy;
        }
        Assert.False(Directory.Exists(Path.GetDirectoryName(copy)) || Directory.Exists(Path.GetDirectoryName(nothing)));
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing()
    {
        using var store = BifrostStore.InSqlite();
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        using (var transaction = store.Connection.BeginTransaction())
        {
            for (var at = 0; at < 2_000; at++)
                BifrostTables.Run(store.Connection, $"INSERT INTO mcp_oauth_tokens (id, auth_mode, session_id, mcp_client_id, status) VALUES ('s{at}', 'session', 's{at}', 'github', 'active')");
            transaction.Commit();
        }
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions(), new Stopping(stop), stop.Token));
        await using var db = database.CreateDbContext();
        Assert.Equal(0, await db.McpClients.CountAsync());
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<BifrostProgress>
    {
        public void Report(BifrostProgress value) => stop.Cancel();
    }
}
