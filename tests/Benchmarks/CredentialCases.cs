using System.Diagnostics;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>The list of all credentials: each filter, search and sort, first page, a page far behind, and back.</summary>
internal static class CredentialCases
{
    private const double Bar = 100;

    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs)
    {
        var list = new CredentialListQueries(world, TimeProvider.System);
        var all = new CredentialListFilter();
        var now = TimeProvider.System.GetUtcNow();
        (string What, CredentialListFilter Filter)[] filters =
        [
            ("all", all),
            ("all, client names downward", all with { Descending = true }),
            ("by status", all with { Sort = CredentialSort.Status }),
            ("by status, downward", all with { Sort = CredentialSort.Status, Descending = true }),
            ("newest", all with { Sort = CredentialSort.Created, Descending = true }),
            ("last used", all with { Sort = CredentialSort.LastUsed, Descending = true }),
            ("never used", all with { Sort = CredentialSort.LastUsed }),
            ("orphaned", all with { Statuses = [CredentialStatus.Orphaned] }),
            ("orphaned, newest", all with { Statuses = [CredentialStatus.Orphaned], Sort = CredentialSort.Created, Descending = true }),
            ("orphaned, last used", all with { Statuses = [CredentialStatus.Orphaned], Sort = CredentialSort.LastUsed, Descending = true }),
            ("needs update", all with { Statuses = [CredentialStatus.NeedsUpdate] }),
            ("needs update, newest", all with { Statuses = [CredentialStatus.NeedsUpdate], Sort = CredentialSort.Created, Descending = true }),
            ("needs update or re-auth, last used", all with { Statuses = [CredentialStatus.NeedsUpdate, CredentialStatus.NeedsReauth], Sort = CredentialSort.LastUsed }),
            ("pending", all with { Statuses = [CredentialStatus.Pending] }),
            ("pending, newest", all with { Statuses = [CredentialStatus.Pending], Sort = CredentialSort.Created, Descending = true }),
            ("header submissions", all with { Kinds = [CredentialKind.HeaderFlow] }),
            ("purged within a week", all with { OrphanedBefore = now.AddDays(-73) }),
            ("purged within a week, newest", all with { OrphanedBefore = now.AddDays(-73), Sort = CredentialSort.Created, Descending = true }),
            ("of users", all with { Modes = [IdentityKind.User] }),
            ("of sessions: none", all with { Modes = [IdentityKind.Session] }),
            ("of a key", all with { VirtualKeys = ["vk42"] }),
            ("of a key, newest", all with { VirtualKeys = ["vk42"], Sort = CredentialSort.Created, Descending = true }),
            ("of a user", all with { Users = ["u42"] }),
            ("of a large client", all with { Clients = ["mcp-001"] }),
            ("of a large client, last used", all with { Clients = ["mcp-001"], Sort = CredentialSort.LastUsed, Descending = true }),
            ("of two clients, orphaned, newest", all with { Clients = ["mcp-100", "mcp-101"], Statuses = [CredentialStatus.Orphaned], Sort = CredentialSort.Created, Descending = true }),
            ("made on three days", all with { CreatedFrom = now.AddDays(-203), CreatedBefore = now.AddDays(-200) }),
            ("made on three days, orphaned, last used", all with { CreatedFrom = now.AddDays(-203), CreatedBefore = now.AddDays(-200), Statuses = [CredentialStatus.Orphaned], Sort = CredentialSort.LastUsed }),
            ("used within an hour", all with { UsedFrom = now.AddHours(-1) }),
            ("not used for ten days, by status", all with { UsedBefore = now.AddDays(-10), Sort = CredentialSort.Status }),
            ("search of many keys", all with { Search = "copilot" }),
            ("search of many keys, newest", all with { Search = "copilot", Sort = CredentialSort.Created, Descending = true }),
            ("search of clients", all with { Search = "crm" }),
            ("search of clients and keys, orphaned", all with { Search = "billing", Statuses = [CredentialStatus.Orphaned] }),
            ("search of a few people", all with { Search = "person 0004" }),
            ("search of a few people, last used", all with { Search = "person 0004", Sort = CredentialSort.LastUsed, Descending = true }),
            ("search of one client and some keys", all with { Search = "-042" }),
            ("search of an id", all with { Search = "t4711" }),
            ("search without a hit", all with { Search = "nothing is named so" }),
        ];
        var lines = new List<Line>();
        foreach (var (what, filter) in filters)
        {
            lines.Add(await MeasureAsync($"credentials: {what}", () => list.ListAsync(filter), runs));
            var last = await FarAsync(list, filter);
            if (last is not null)
                lines.Add(await MeasureAsync($"credentials: {what}, far behind", () => list.ListAsync(filter, last), runs));
        }
        lines.Add(await MeasureAsync("credentials: newest, 5,000 rows passed over", () => list.ListAsync(all with { Sort = CredentialSort.Created, Descending = true }, skip: CredentialListQueries.MostSkipped), runs));
        return lines;
    }

    /// <summary>A cursor behind fifty of the largest pages; the last there is, when there are fewer.</summary>
    private static async Task<string?> FarAsync(CredentialListQueries list, CredentialListFilter filter)
    {
        string? cursor = null;
        for (var page = 0; page < 50; page++)
        {
            var read = await list.ListAsync(filter, cursor, CredentialListQueries.MostRows);
            if (read.Next is null)
                break;
            cursor = read.Next;
        }
        return cursor;
    }

    private static async Task<Line> MeasureAsync(string what, Func<Task> read, int runs)
    {
        await read();
        var times = new List<double[]>();
        for (var run = 0; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await read();
            times.Add([watch.Elapsed.TotalMilliseconds]);
        }
        return new Line(what, Median.Of(times), Bar);
    }
}
