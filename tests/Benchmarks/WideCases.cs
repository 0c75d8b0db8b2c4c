using System.Diagnostics;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>Edits that move tens of thousands of rows. Each is taken back by the next, so every run sees the same world.</summary>
internal static class WideCases
{
    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs)
    {
        var lines = new List<Line>();
        using var reference = Reference.Load(world);
        // The client with sign-ins pending behind it: 15,000 credentials of keys and users, and its flows.
        var (times, switched) = await CaseAsync(world, reference, runs, "all-keys switch", new Edit.Sharing("mcp-003", false), new Edit.Sharing("mcp-003", true), 150);
        lines.AddRange(switched);
        var theirs = Timed(() => reference.Switch("mcp-003", false));
        reference.Switch("mcp-003", true);
        lines.Add(new("all-keys switch: the reference, rows of keys only", theirs, null, $"{reference.Statements:N0} statements so far; the commit is × {theirs / times.Commit:0.0} faster (must ≥ 10)"));

        var sizes = new List<(int Rows, double Commit)>();
        foreach (var keys in new[] { 100, 1_000, 10_000 })
        {
            var who = new BulkWho(VirtualKeyIds: [.. Enumerable.Range(1, keys).Select(key => $"vk{key}")]);
            var (bulk, more) = await CaseAsync(world, reference, runs, $"bulk, {keys:N0} keys, one granted, one revoked",
                new Edit.Bulk(who, [new("mcp-100", ["*"])], ["mcp-150"]), new Edit.Bulk(who, [new("mcp-150", ["*"])], ["mcp-100"]));
            lines.AddRange(more);
            sizes.Add((bulk.Rows, bulk.Commit));
        }
        var exponent = Math.Log(sizes[2].Commit / sizes[1].Commit) / Math.Log((double)sizes[2].Rows / sizes[1].Rows);
        lines.Add(new("bulk: growth in affected rows, exponent from 1,000 to 10,000 keys", exponent, 1.05, $"{sizes[1].Rows:N0} and {sizes[2].Rows:N0} rows"));
        var keyByKey = Timed(() => reference.Bulk(Enumerable.Range(1, 1_000), 100, 150));
        lines.Add(new("bulk, 1,000 keys: the reference, key by key", keyByKey, null, $"the commit is × {keyByKey / sizes[1].Commit:0.0} faster"));
        return lines;
    }

    private static async Task<((int Rows, double Commit, double Record), IReadOnlyList<Line>)> CaseAsync(World world, Reference reference, int runs, string title, Edit there, Edit back, double? must = null)
    {
        var (plan, page, commit, clustered, rowid, record, rows) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0);
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
            var committed = await world.Reconciler.CommitAsync(there, new CommitRequest(new Actor("benchmark", Role.Admin, Origin.Command)) { Fingerprint = planned.Fingerprint });
            times.Add(watch.Elapsed.TotalMilliseconds);
            var change = ((CommitOutcome.Committed)committed).ChangeId;
            times.Add(Floor.Of(world, change));
            times.Add(reference.Floor.Measure(world, change));
            times.Add(Record(world, change));
            await world.Reconciler.CommitAsync(back, new CommitRequest(new Actor("benchmark", Role.Admin, Origin.Command)));
            // As the product does every few seconds, and as is done behind the floor's own writes.
            await world.CheckpointAsync();
            if (run < 0)
                continue;
            rows = planned.Totals.Moving;
            foreach (var (list, time) in new[] { plan, page, commit, clustered, rowid, record }.Zip(times))
                list.Add(time);
        }
        var (took, least, floor, written) = (Median.Of(commit), Median.Of(clustered), Median.Of(rowid), Median.Of(record));
        return ((rows, took, written),
        [
            new($"{title}: plan", Median.Of(plan), must, $"{rows:N0} rows move; × {Median.Of(plan) / took:0.00} of the commit"),
            new($"{title}: first page of rows", Median.Of(page), 30),
            new($"{title}: commit", took, null, $"× {took / floor:0.00} of the floor, without its record × {(took - written) / floor:0.00}; × {took / least:0.00} of the rows of our own tables"),
            new($"{title}: floor, by rowid", floor),
            new($"{title}: the same rows of our own tables", least, null, $"writing the record alone {written:0.0} ms"),
        ]);
    }

    /// <summary>Milliseconds for writing the record's rows alone: the same rows under another number, taken back.</summary>
    private static double Record(World world, long change)
    {
        using var connection = new SqliteConnection($"Data Source={world.Path};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO changes SELECT {change + 1}, {string.Join(", ", Columns(connection).Where(column => column != "id").Select(column => $"\"{column}\""))} FROM changes WHERE id = {change}";
        command.ExecuteNonQuery();
        command.CommandText = $"INSERT INTO changed_credentials SELECT {change + 1}, kind, mcp_client_id, identity_kind, identity_id, credential_id, move, reason, \"from\" FROM changed_credentials WHERE change_id = {change}";
        var took = Timed(() => command.ExecuteNonQuery());
        transaction.Rollback();
        return took;
    }

    private static List<string> Columns(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info('changes') ORDER BY cid";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static double Timed(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
