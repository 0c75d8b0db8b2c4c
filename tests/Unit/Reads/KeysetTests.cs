using Gatehouse.Data.Reads;
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

    [Theory]
    [InlineData(PeopleSort.Name, false)]
    [InlineData(PeopleSort.Name, true)]
    [InlineData(PeopleSort.UserName, false)]
    [InlineData(PeopleSort.UserName, true)]
    public async Task Every_row_that_stays_is_seen_once_while_others_come_and_go(PeopleSort sort, bool descends)
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        string[] names = ["Ana", "ana", "ANA", "Łukasz", "Émile", "bo", "Zoë", "Жанна", "東京", "a'b\"c"];
        // Names stand more than once: then the row itself tells where a page ended.
        database.Add([.. Enumerable.Range(1, 60).Select(id => (object)Some.User(id, names[random.Next(names.Length)]))]);
        var stays = Enumerable.Range(1, 60).Where(_ => random.Next(2) == 0).ToHashSet();
        var (seen, next) = (new List<string>(), new Window(0, 7));
        for (var added = 100; ; added++)
        {
            var page = await new PeopleQueries(database).ListAsync(new PeopleFilter { Sort = sort, Descending = descends }, next);
            seen.AddRange(page.Items.Select(user => user.Id));
            if (page.Next is not { } after)
                break;
            next = next with { After = after };
            await using var db = database.CreateDbContext();
            var goes = await db.People.Select(user => user.Id).Where(id => id <= 60 && !stays.Contains(id)).ToArrayAsync();
            var gone = goes.OrderBy(_ => random.Next()).Take(3).ToArray();
            await db.People.Where(user => gone.Contains(user.Id)).ExecuteDeleteAsync();
            database.Add(Some.User(added, names[random.Next(names.Length)]));
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.True(stays.Select(id => $"u{id}").ToHashSet().IsSubsetOf(seen), $"seed {seed}");
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
