using System.Diagnostics;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;

namespace Gatehouse.Tests.Benchmarks;

/// <summary>Every list a page shows: first and last pages, each filter, search and sort.</summary>
internal static class ReadCases
{
    private const double Bar = 100;

    public static async Task<IReadOnlyList<Line>> RunAsync(World world, int runs)
    {
        var keys = new VirtualKeyQueries(world, TimeProvider.System);
        var clients = new McpClientQueries(world);
        var sharing = new SharingQueries(world, TimeProvider.System);
        var allowlists = new AllowlistQueries(world);
        var credentials = new CredentialQueries(world);
        var changes = new ChangeQueries(world);
        var profiles = new ProfileQueries(world);
        var people = new PeopleQueries(world);
        var groups = new GroupQueries(world);
        var access = new AccessQueries(world, TimeProvider.System);
        var parties = new PartyQueries(world);
        string[] pasted = [.. Enumerable.Range(1, 1000).Select(key => $"vk{key}")];
        var choices = new ChoiceQueries(world, TimeProvider.System);
        var overview = new OverviewQueries(world, TimeProvider.System);
        var last = (await keys.CountAsync()) - 25;
        var all = new VirtualKeyFilter();
        // A team key: behind it stand a thousand rows of its people.
        var team = $"vk{((last + 25) * 7 / 10) + 1}";
        (string What, Func<Task> Read)[] reads =
        [
            ("keys, first page", () => keys.ListAsync(all, new Window())),
            ("keys, page 200", () => keys.ListAsync(all, new Window(Math.Min(4975, last)))),
            ("keys, last page, 100 rows", () => keys.ListAsync(all, new Window(last - 75, 100))),
            ("keys by owner", () => keys.ListAsync(all with { Sort = VirtualKeySort.Owner }, new Window())),
            ("keys by update, newest first", () => keys.ListAsync(all with { Sort = VirtualKeySort.Updated, Descending = true }, new Window())),
            ("keys, search by name", () => keys.ListAsync(all with { Search = "copilot" }, new Window())),
            ("keys, search by owner, few", () => keys.ListAsync(all with { Search = "person 00042" }, new Window())),
            ("keys, search without hit", () => keys.ListAsync(all with { Search = "nothing is named so" }, new Window())),
            ("keys that are expired", () => keys.ListAsync(all with { State = VirtualKeyState.Expired }, new Window())),
            ("keys with orphaned credentials", () => keys.ListAsync(all with { HasOrphaned = true }, new Window())),
            ("keys without orphaned credentials", () => keys.ListAsync(all with { HasOrphaned = false }, new Window())),
            ("keys that grant a client", () => keys.ListAsync(all with { GrantsClient = "mcp-100" }, new Window())),
            ("keys of nobody", () => keys.ListAsync(all with { Owner = VirtualKeyFilter.Nobody }, new Window())),
            ("a key's head", () => keys.DetailAsync("vk42")),
            ("a team key's head", () => keys.DetailAsync(team)),
            ("a key's neighbours", () => keys.NeighboursAsync("vk42", all)),
            ("a key's allowlist", () => allowlists.OfKeyAsync("vk42")),
            ("a team key's allowlist", () => allowlists.OfKeyAsync(team)),
            ("a key's credentials", () => credentials.OfKeyAsync("vk42", new CredentialFilter(), new Window(0, 50))),
            ("a team key's credentials", () => credentials.OfKeyAsync(team, new CredentialFilter(), new Window(0, 50))),
            ("a team key's orphaned credentials", () => credentials.OfKeyAsync(team, new CredentialFilter { Status = CredentialStatus.Orphaned }, new Window(0, 50))),
            ("clients, first page", () => clients.ListAsync(new McpClientFilter(), new Window())),
            ("clients on all keys", () => clients.ListAsync(new McpClientFilter { AllKeys = true }, new Window())),
            ("clients by auth type", () => clients.ListAsync(new McpClientFilter { Sort = McpClientSort.Auth }, new Window())),
            ("clients that are enabled, last page", () => clients.ListAsync(new McpClientFilter { Disabled = false, Sort = McpClientSort.State, Descending = true }, new Window(175))),
            ("a client's head", () => clients.DetailAsync("mcp-001")),
            ("a client's keys, first page", () => sharing.GrantsAsync("mcp-100", new SharingFilter(), new Window(0, 50))),
            ("a client's keys, search", () => sharing.GrantsAsync("mcp-100", new SharingFilter("copilot"), new Window(0, 50))),
            ("how many keys reach a client", () => sharing.CountsAsync("mcp-001")),
            ("a client's credentials", () => credentials.OfClientAsync("mcp-001", new CredentialFilter(), new Window(0, 50))),
            ("a client's credentials, search", () => credentials.OfClientAsync("mcp-001", new CredentialFilter { Search = "copilot" }, new Window(0, 50))),
            ("a client's orphaned credentials", () => credentials.OfClientAsync("mcp-100", new CredentialFilter { Status = CredentialStatus.Orphaned }, new Window(0, 50))),
            ("access profiles, first page", () => profiles.ListAsync(new ProfileFilter(), new Window())),
            ("a profile's head", () => profiles.DetailAsync("p1")),
            ("a profile's content", () => profiles.ContentAsync("p1")),
            ("whom a profile is given to", () => profiles.GivenAsync("p1", new PartyFilter(), new Window(0, 50))),
            ("users, first page", () => people.ListAsync(new PeopleFilter(), new Window())),
            ("users, search", () => people.ListAsync(new PeopleFilter { Search = "person 0004" }, new Window())),
            ("groups, first page", () => groups.ListAsync(new PeopleFilter(), new Window())),
            ("what a user reaches", () => access.OfUserAsync("u42")),
            ("a user's credentials", () => credentials.OfUserAsync("u42", new CredentialFilter(), new Window(0, 50))),
            ("keys to choose, search", () => parties.SearchAsync(ObjectKind.VirtualKey, "copilot", new Window(0, 8))),
            ("a pasted list of 1,000 keys", () => parties.ReadAsync(ObjectKind.VirtualKey, pasted)),
            ("keys to pick, search", () => choices.KeysAsync("copilot", 8)),
            ("people and groups to pick, search", () => choices.OwnersAsync("data", 4)),
            ("clients to pick, first page", () => choices.ClientsAsync("", new Window())),
            ("ids of every key", () => keys.IdsAsync(all)),
            ("the overview, but for drift", () => overview.ReadAsync(90)),
            ("changes, first page", () => changes.ListAsync(new ChangeFilter(), new Window())),
            ("changes, search", () => changes.ListAsync(new ChangeFilter { Search = "copilot" }, new Window())),
            ("changes of a key", () => changes.ListAsync(new ChangeFilter { VirtualKeyId = "vk42" }, new Window())),
        ];
        var lines = new List<Line>();
        foreach (var (what, read) in reads)
        {
            await read();
            var times = new List<double[]>();
            for (var run = 0; run < runs; run++)
            {
                var one = new double[5];
                for (var at = 0; at < one.Length; at++)
                {
                    var watch = Stopwatch.StartNew();
                    await read();
                    one[at] = watch.Elapsed.TotalMilliseconds;
                }
                times.Add(one);
            }
            lines.Add(new Line($"list: {what}", Median.Of(times), Bar));
        }
        return lines;
    }
}
