using System.Diagnostics;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>Sorting and searching a million names, half of them with letters beyond ASCII, beside SQLite with its own function, which finds less.</summary>
internal static class SearchCases
{
    private const int Names = 1_000_000;

    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs)
    {
        await AddNamesAsync(world);
        var people = new PeopleQueries(world);
        var parties = new PartyQueries(world);
        var credentials = new CredentialListQueries(world, TimeProvider.System);
        var all = new PeopleFilter();
        // Somewhere in the middle of the order, and on its last page.
        var middle = Keyset.Cursor("person 500000", 0);
        var last = (await people.ListAsync(all with { Descending = true }, new Window(25, 25))).Items[0];
        await using var own = new SqliteConnection($"Data Source={world.Path};Mode=ReadOnly");
        await own.OpenAsync();
        (string What, Func<Task> Read)[] reads =
        [
            ("floor: read every name, SQLite's own lower", () => CountAsync(own, "SELECT count(*) FROM users WHERE instr(lower(display_name), 'nobody is') > 0")),
            ("floor: sort by SQLite's own lower, 26 rows", () => CountAsync(own, "SELECT count(*) FROM (SELECT id FROM users ORDER BY lower(display_name), id LIMIT 26)")),
            ("read every name, fold", () => CountAsync(world, "SELECT count(*) FROM users WHERE instr(fold(display_name), 'nobody is') > 0")),
            ("sort by fold, 26 rows", () => CountAsync(world, "SELECT count(*) FROM (SELECT id FROM users ORDER BY fold(display_name), id LIMIT 26)")),
            ("users by name, first page", () => people.ListAsync(all, new Window())),
            ("users by name, behind 500,000 (cursor)", () => people.ListAsync(all, new Window { After = middle })),
            ("users by name, behind 500,000 (offset)", () => people.ListAsync(all, new Window(500_000))),
            ("users by name, last page (cursor)", () => people.ListAsync(all, new Window { After = Keyset.Cursor(Folding.Fold(last.Name), 0) })),
            ("users by user name, backwards", () => people.ListAsync(all with { Sort = PeopleSort.UserName, Descending = true }, new Window())),
            ("users, search: 111 found", () => people.ListAsync(all with { Search = "ŁUKASZ 0042" }, new Window())),
            ("users, search: 250,000 found", () => people.ListAsync(all with { Search = "łukasz" }, new Window())),
            ("users, search: none found", () => people.ListAsync(all with { Search = "nobody is named so" }, new Window())),
            ("users to choose, search: 250,000 found", () => parties.SearchAsync(ObjectKind.User, "жанна", new Window(0, 8))),
            ("credentials, search among a million names: none found", () => credentials.ListAsync(new CredentialListFilter { Search = "nobody is named so" })),
        ];
        var lines = new List<Line>();
        foreach (var (what, read) in reads)
        {
            await read();
            var times = new List<double>();
            for (var run = 0; run < runs; run++)
            {
                var watch = Stopwatch.StartNew();
                await read();
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
            lines.Add(new Line(what, Median.Of(times), Note: $"{times.Min():0} to {times.Max():0}"));
        }
        return lines;
    }

    private static async Task AddNamesAsync(World world)
    {
        await using var db = world.CreateDbContext();
        await db.Database.ExecuteSqlAsync($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Names})
            INSERT INTO users (id, public_id, user_name, display_name, active, created_at)
            SELECT 10000000 + i, 'name' || i, 'user' || i || '@Example.com',
                CASE i % 4 WHEN 0 THEN 'Łukasz ' WHEN 1 THEN 'Жанна ' ELSE 'Person ' END || printf('%06d', i * 7919 % {Names}), 1, 0 FROM n
            """);
        await world.CheckpointAsync();
    }

    private static async Task CountAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteScalarAsync();
    }

    private static async Task CountAsync(World world, string sql)
    {
        await using var db = world.CreateDbContext();
        await db.Database.OpenConnectionAsync();
        await CountAsync((SqliteConnection)db.Database.GetDbConnection(), sql);
    }
}
