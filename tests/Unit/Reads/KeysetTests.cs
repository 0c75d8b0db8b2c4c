using System.Reflection;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reads;

/// <summary>A list is walked while rows come and go: each row that stays is seen once.</summary>
public sealed class KeysetTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    public static TheoryData<string> Lists => [.. Walks.All.Select(walk => walk.Name)];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_row_that_stays_is_seen_once_while_others_come_and_go(string list)
    {
        var walk = Walks.All.Single(known => known.Name == list);
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"{list}: seed {seed}");
        var random = new Random(seed);
        database.Add(walk.Ground);
        var there = (walk.Goes ? Enumerable.Range(1, 60).OrderBy(_ => random.Next()) : Enumerable.Range(1, 60)).Take(40).ToDictionary(number => number, number => walk.Rows(number, random));
        // On record only the next number can be written.
        database.Add([.. there.Values.SelectMany(rows => rows)]);
        var stays = there.Keys.Where(_ => !walk.Goes || random.Next(2) == 0).ToHashSet();
        var goes = new Queue<int>(there.Keys.Except(stays).OrderBy(_ => random.Next()));
        var comes = new Queue<int>(Enumerable.Range(1, 60).Except(there.Keys).OrderBy(_ => walk.Goes ? random.Next() : 0));
        var (seen, after) = (new List<int>(), (string?)null);
        do
        {
            var page = await walk.Page(database, after);
            seen.AddRange(page.Numbers);
            after = page.Next;
            await RemoveAsync([.. Enumerable.Range(0, Math.Min(3, goes.Count)).SelectMany(_ => there[goes.Dequeue()])]);
            if (comes.TryDequeue(out var added))
                database.Add(walk.Rows(added, random));
        }
        while (after is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.True(stays.IsSubsetOf(seen), $"{list}, seed {seed}: {string.Join(", ", stays.Except(seen))} stayed and was not seen.");
    }

    [Fact]
    public void Every_list_with_a_cursor_is_walked_here_and_the_rest_are_those_with_numbers()
    {
        var lists =
            from type in typeof(Keyset).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Gatehouse.Data.Reads", StringComparison.Ordinal) == true && type.Name.EndsWith("Queries", StringComparison.Ordinal))
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Window) || parameter.ParameterType == typeof(RecordPlace) || parameter.Name == "cursor")
            select $"{type.Name}.{method.Name}";

        // These two have their pages made elsewhere: in memory by the route, and by the plan.
        Assert.Equal(lists.Concat(["AccessQueries.OfUserAsync", "Reconciler.PageAsync"]).Order(StringComparer.Ordinal),
            Walks.All.Select(walk => walk.Read).Distinct().Concat(Walks.ByNumber).Order(StringComparer.Ordinal));
    }

    private async Task RemoveAsync(object[] rows)
    {
        await using var db = database.CreateDbContext();
        db.RemoveRange(rows);
        await db.SaveChangesAsync();
        TestDatabase.Raise(db);
    }

    [Fact]
    public async Task An_export_of_keys_and_clients_reads_every_row_behind_the_first_page()
    {
        database.Add([.. Enumerable.Range(1, 1_100).Select(id => (object)Some.VirtualKey(id, $"key {id * 7 % 1_103}")), Some.McpClient(1), Some.McpClient(2)]);

        Assert.Equal(1_100, await new VirtualKeyQueries(database, TimeProvider.System).AllAsync(new VirtualKeyFilter { Sort = VirtualKeySort.Owner }).Select(key => key.Id).Distinct().CountAsync());
        Assert.Equal(1_100, await new VirtualKeyQueries(database, TimeProvider.System).AllAsync(new VirtualKeyFilter { Sort = VirtualKeySort.Updated, Descending = true }).Select(key => key.Id).Distinct().CountAsync());
        Assert.Equal(2, await new McpClientQueries(database).AllAsync(new McpClientFilter { Sort = McpClientSort.State }).CountAsync());
        var first = await new McpClientQueries(database).ListAsync(new McpClientFilter { Sort = McpClientSort.Auth }, new Window(0, 1));
        Assert.Single((await new McpClientQueries(database).ListAsync(new McpClientFilter { Sort = McpClientSort.Auth }, new Window(0, 1) { After = first.Next })).Items);
    }

    [Theory]
    [InlineData("YXQgMjU")]
    [InlineData("no cursor")]
    [InlineData("WyJhIl0")]
    [InlineData("W251bGwsbnVsbF0")]
    [InlineData("WyJcdWQ4MDAiLDFd")]
    public async Task A_cursor_of_another_list_is_refused(string cursor) =>
        await Assert.ThrowsAsync<WrongCursorException>(() => new PeopleQueries(database).ListAsync(new PeopleFilter(), new Window { After = cursor }));

    [Fact]
    public async Task A_time_before_all_times_is_no_cursor() =>
        await Assert.ThrowsAsync<WrongCursorException>(() => new ProfileQueries(database).ListAsync(
            new ProfileFilter { Sort = ProfileSort.Updated }, new Window { After = Keyset.Cursor(-100_000_000_000_000, 1) }));

    [Fact]
    public void A_list_in_memory_goes_on_behind_a_row_that_has_gone()
    {
        string[] all = ["ana", "bo", "bo2", "cy"];
        var first = Keyset.Page(all, new Window(0, 2), name => name[..2], name => name);
        Assert.Equal(["bo2", "cy"], Keyset.Page(all, new Window(0, 2) { After = first.Next }, name => name[..2], name => name).Items);
        Assert.Equal(["cy"], Keyset.Page(["ana", "cy"], new Window(0, 2) { After = first.Next }, name => name[..2], name => name).Items);
    }
}
