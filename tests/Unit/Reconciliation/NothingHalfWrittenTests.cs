using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>A disk that is full and a request that is cancelled, at many places of one commit: all of it is there, or nothing.</summary>
public sealed class NothingHalfWrittenTests
{
    private const int Keys = 400;
    private static readonly Edit Switch = new Edit.Sharing("c1", false, Add: [new("vk1", ["read"])]);

    [Fact]
    public async Task A_full_disk_leaves_nothing_of_a_commit_and_with_room_again_it_goes_through()
    {
        long? room = null;
        using var database = Company(connection =>
        {
            if (room is { } pages)
                Run(connection, $"PRAGMA max_page_count = {pages}");
        });
        var pages = Scalar(database, "PRAGMA page_count");
        var failed = 0;
        for (var more = 0; ; more++)
        {
            room = pages + more;
            using var connections = new PlanConnections(database, TestDatabase.Chain);
            var outcome = await CommitAsync(Over(database, connections));
            if (outcome is CommitOutcome.Committed)
                break;
            Assert.Equal(new CommitOutcome.Storage(StorageFault.Full), outcome);
            room = null;
            await NothingIsWrittenAsync(database);
            failed++;
        }
        Assert.InRange(failed, 3, 1000);
        await AllIsWrittenAsync(database);
    }

    [Fact]
    public async Task A_cancelled_request_leaves_nothing_of_a_commit_wherever_it_was()
    {
        var (steps, stop) = (0L, long.MaxValue);
        using var cancelling = new CancelAt();
        delegate_progress count = _ =>
        {
            if (++steps >= stop)
                cancelling.Cancel();
            return 0;
        };
        using var database = Company(connection => raw.sqlite3_progress_handler(connection.Handle!, 100, count, null));
        using (var once = new PlanConnections(database, TestDatabase.Chain))
            await Over(database, once).PlanAsync(Switch);
        var whole = await StepsOfACommitAsync();
        var cancelled = 0;
        for (var part = 1; part < 30; part++)
        {
            (steps, stop) = (0, Math.Max(1, whole * part / 30));
            using var connections = new PlanConnections(database, TestDatabase.Chain);
            var outcome = await CommitAsync(Over(database, connections), cancelling.Next());
            stop = long.MaxValue;
            Assert.Null(outcome);
            await NothingIsWrittenAsync(database);
            // The connection that was cancelled on is as good as new.
            Assert.IsType<PlanOutcome.Planned>(await Over(database, connections).PlanAsync(Switch));
            cancelled++;
        }
        Assert.Equal(29, cancelled);
        using var last = new PlanConnections(database, TestDatabase.Chain);
        Assert.IsType<CommitOutcome.Committed>(await CommitAsync(Over(database, last)));
        await AllIsWrittenAsync(database);

        // The same commit of a plan that nobody made does all but keep its work.
        async Task<long> StepsOfACommitAsync()
        {
            using var connections = new PlanConnections(database, TestDatabase.Chain);
            steps = 0;
            await Over(database, connections).CommitAsync(Switch, new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)) { Fingerprint = "never" });
            return steps;
        }
    }

    /// <summary>Null: the request was cancelled.</summary>
    private static async Task<CommitOutcome?> CommitAsync(Reconciler reconciler, CancellationToken cancellation = default)
    {
        try
        {
            return await reconciler.CommitAsync(Switch, new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)), cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static Reconciler Over(TestDatabase database, PlanConnections connections) => new(connections, database.WritesAt(), TimeProvider.System, NullLogger<Reconciler>.Instance);

    private static TestDatabase Company(Action<SqliteConnection> opened)
    {
        var database = new TestDatabase(options => options.AddInterceptors(new Watched(opened)));
        database.Add(Some.McpClient(1, allKeys: true));
        database.Add([.. Enumerable.Range(1, Keys).Select(key => Some.VirtualKey(key))]);
        database.Add([.. Enumerable.Range(1, Keys).SelectMany(key => Some.Token(key, 1, IdentityKind.VirtualKey, key))]);
        database.Add([.. Enumerable.Range(1, Keys).Select(key => Some.OAuthFlow(key, 1, IdentityKind.VirtualKey, key))]);
        return database;
    }

    private static async Task NothingIsWrittenAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        Assert.Equal((0, 0, 0), (await db.Changes.CountAsync(), await db.ChangedCredentials.CountAsync(), await db.Grants.CountAsync()));
        Assert.Equal((0, Keys), (await db.OAuthTokens.CountAsync(token => token.OrphanedAt != null), await db.OAuthFlows.CountAsync()));
        Assert.Equal((true, 0), await db.McpClients.Select(client => ValueTuple.Create(client.AllowOnAllVirtualKeys, client.Version)).SingleAsync());
    }

    private static async Task AllIsWrittenAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        Assert.Equal((1, 2 * (Keys - 1), 1), (await db.Changes.CountAsync(), await db.ChangedCredentials.CountAsync(), await db.Grants.CountAsync()));
        Assert.Equal((Keys - 1, 1), (await db.OAuthTokens.CountAsync(token => token.OrphanedAt != null), await db.OAuthFlows.CountAsync()));
        Assert.Equal("ok", (string)Scalar<object>(database, "PRAGMA integrity_check"));
    }

    private static long Scalar(TestDatabase database, string sql) => Scalar<long>(database, sql);

    private static T Scalar<T>(TestDatabase database, string sql)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One token after the other.</summary>
    private sealed class CancelAt : IDisposable
    {
        private CancellationTokenSource source = new();

        public CancellationToken Next()
        {
            source.Dispose();
            source = new();
            return source.Token;
        }

        public void Cancel() => source.Cancel();

        public void Dispose() => source.Dispose();
    }
}
