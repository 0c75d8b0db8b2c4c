using System.Diagnostics;
using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>Edits that move tens of thousands of rows. Each is taken back by the next, so every run sees the same world.</summary>
internal static class WideCases
{
    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs)
    {
        var lines = new List<Line>();
        lines.AddRange(await CaseAsync(world, runs, "all-keys switch", new Edit.Sharing("mcp-001", false), new Edit.Sharing("mcp-001", true)));
        var everyone = new BulkWho(All: true);
        lines.AddRange(await CaseAsync(world, runs, "bulk, every key, one granted, one revoked",
            new Edit.Bulk(everyone, [new("mcp-100", ["*"])], ["mcp-150"]), new Edit.Bulk(everyone, [new("mcp-150", ["*"])], ["mcp-100"])));
        return lines;
    }

    private static async Task<IReadOnlyList<Line>> CaseAsync(World world, int runs, string title, Edit there, Edit back)
    {
        var (plan, page, commit, floor, rows) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0);
        for (var run = -1; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            var outcome = await world.Reconciler.PlanAsync(there);
            var planned = ((PlanOutcome.Planned)outcome).Plan;
            var times = new List<double> { watch.Elapsed.TotalMilliseconds };
            watch.Restart();
            await world.Reconciler.PageAsync(there, new TransitionQuery(WithTotal: false));
            times.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            var committed = await world.Reconciler.CommitAsync(there, new CommitRequest("benchmark", ChangeOrigin.Command) { Fingerprint = planned.Fingerprint });
            times.Add(watch.Elapsed.TotalMilliseconds);
            var change = ((CommitOutcome.Committed)committed).ChangeId;
            times.Add(Floor(world, change));
            await world.Reconciler.CommitAsync(back, new CommitRequest("benchmark", ChangeOrigin.Command));
            if (run < 0)
                continue;
            rows = planned.Totals.Moving;
            foreach (var (list, time) in new[] { plan, page, commit, floor }.Zip(times))
                list.Add(time);
        }
        var least = Median.Of(floor);
        return
        [
            new($"{title}: plan", Median.Of(plan), null, $"{rows:N0} rows move; × {Median.Of(plan) / Median.Of(commit):0.00} of the commit"),
            new($"{title}: first page of rows", Median.Of(page), 30),
            new($"{title}: commit", Median.Of(commit), null, $"× {Median.Of(commit) / least:0.00} of the floor"),
            new($"{title}: floor, clustered", least),
        ];
    }

    /// <summary>Milliseconds for merely updating the credentials the change moved, by primary key, in order, in one transaction.</summary>
    private static double Floor(World world, long change)
    {
        using var connection = new SqliteConnection($"Data Source={world.Path};Pooling=False");
        connection.Open();
        var keys = new List<(string Table, int Client, int Kind, int Identity)>();
        using (var read = connection.CreateCommand())
        {
            read.CommandText = $"SELECT kind, mcp_client_id, identity_kind, identity_id FROM changed_credentials WHERE change_id = {change} AND kind < 3 ORDER BY kind, 2, 3, 4";
            using var reader = read.ExecuteReader();
            while (reader.Read())
                keys.Add((reader.GetInt32(0) == 1 ? "oauth_tokens" : "header_credentials", reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3)));
        }
        using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "PRAGMA synchronous = FULL";
            pragma.ExecuteNonQuery();
        }
        var watch = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        foreach (var table in keys.GroupBy(key => key.Table))
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"UPDATE {table.Key} SET orphaned_at = CASE WHEN orphaned_at IS NULL THEN 1 END WHERE mcp_client_id = $client AND identity_kind = $kind AND identity_id = $identity";
            var (client, kind, identity) = (command.Parameters.Add("$client", SqliteType.Integer), command.Parameters.Add("$kind", SqliteType.Integer), command.Parameters.Add("$identity", SqliteType.Integer));
            foreach (var key in table)
            {
                (client.Value, kind.Value, identity.Value) = (key.Client, key.Kind, key.Identity);
                command.ExecuteNonQuery();
            }
        }
        transaction.Commit();
        var took = watch.Elapsed.TotalMilliseconds;
        using var restore = connection.CreateCommand();
        restore.CommandText = string.Concat(new[] { (1, "oauth_tokens"), (2, "header_credentials") }.Select(table =>
            $"UPDATE {table.Item2} SET orphaned_at = CASE WHEN orphaned_at IS NULL THEN 1 END WHERE (mcp_client_id, identity_kind, identity_id) IN (SELECT mcp_client_id, identity_kind, identity_id FROM changed_credentials WHERE change_id = {change} AND kind = {table.Item1});"));
        restore.ExecuteNonQuery();
        return took;
    }
}
