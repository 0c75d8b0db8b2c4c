using System.Globalization;
using System.Text.Json;
using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Data.Secrets;
using Gatehouse.Data.SignIns;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.CrashWriter;

/// <summary>
/// <c>Gatehouse.Tests.CrashWriter database seed</c> commits random edits until it is killed, and says what it does, a line each: "ready", then for
/// each edit "begin edit" and, as soon as the commit has returned, "committed change" or "not outcome".
/// </summary>
internal static class Writer
{
    private static async Task Main(string[] args)
    {
        var options = new DbContextOptionsBuilder<DashboardDbContext>();
        options.UseGatehouseSqlite($"Data Source={args[0]}");
        var contexts = new PooledDbContextFactory<DashboardDbContext>(options.Options);
        var chain = new RecordChain(new SecretProtector(new EphemeralDataProtectionProvider()));
        using var connections = new PlanConnections(contexts, chain);
        using var writes = new Writes(contexts, new WriteRules(ActorRoles.OfAsync, new EventLog(chain, NullLogger<EventLog>.Instance).WriteAsync), TimeProvider.System, NullLogger<Writes>.Instance);
        var reconciler = new Reconciler(connections, writes, TimeProvider.System, NullLogger<Reconciler>.Instance);
        var edits = await ScaleEdits.OfAsync(contexts, new Random(int.Parse(args[1], CultureInfo.InvariantCulture)));
        // A first commit compiles everything behind it. These are of a plan that nobody made, and so write nothing.
        foreach (var edit in edits.Narrow())
            await reconciler.CommitAsync(edit, new CommitRequest(new Actor("crash-writer", Role.Admin, Origin.Command)) { Fingerprint = "never" });
        _ = Task.Run(() => CheckpointAsync(contexts));
        Console.WriteLine("ready");
        while (true)
        {
            var edit = await edits.NextAsync();
            Console.WriteLine($"begin {JsonSerializer.Serialize(edit, DataJson.Options)}");
            var outcome = await reconciler.CommitAsync(edit, new CommitRequest(new Actor("crash-writer", Role.Admin, Origin.Command)));
            Console.WriteLine(outcome is CommitOutcome.Committed committed ? $"committed {committed.ChangeId}" : $"not {outcome.GetType().Name}");
        }
    }

    /// <summary>As the program does beside its commits, only more often: a kill may come amid it.</summary>
    private static async Task CheckpointAsync(PooledDbContextFactory<DashboardDbContext> contexts)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(700));
        while (await timer.WaitForNextTickAsync())
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }
}
