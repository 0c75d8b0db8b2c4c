using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

public sealed class ProfileQueriesTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly ProfileQueries profiles;

    public ProfileQueriesTests()
    {
        profiles = new ProfileQueries(database);
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "Jira"), Some.McpClient(3, "wiki", allKeys: true), Some.Group(1));
        database.Add(Some.User(1, "Ana Ortiz"), Some.User(2, "Bo Berg"), Some.Profile(1), Some.Profile(2, active: false), Some.Profile(3));
        database.Add(Some.VirtualKey(1, "anas", user: 1), Some.VirtualKey(2, "team", group: 1), Some.VirtualKey(3, "bos", user: 2), Some.VirtualKey(4, "nobodys"));
        database.Add(new GroupMember { GroupId = 1, UserId = 1 });
        database.Add(Names(1, 1), Names(1, 2, ToolList.None), Names(2, 1));
        database.Add(Given(1, group: 1), Given(1, key: 2), Given(2, user: 2));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task The_list_says_what_each_names_to_whom_it_is_given_and_how_many_keys_it_reaches()
    {
        var page = await profiles.ListAsync(new ProfileFilter(), new Window());

        Assert.Equal(3, page.Total);
        // Given to the group and to its own team key, the key counts once; the member's personal key has it through the group.
        Assert.Equal(("Profile 1", true, 2, new GivenCounts(1, 0, 1), 2), Facts(page.Items[0]));
        Assert.Equal(("Profile 2", false, 1, new GivenCounts(0, 1, 0), 0), Facts(page.Items[1]));
        Assert.Equal(("Profile 3", true, 0, GivenCounts.None, 0), Facts(page.Items[2]));
    }

    [Fact]
    public async Task The_search_takes_names_of_profiles_and_of_clients_they_name_literally()
    {
        Assert.Equal(["p1"], await FoundAsync(new ProfileFilter { Search = " JIRA" }));
        Assert.Equal(["p3"], await FoundAsync(new ProfileFilter { Search = "file 3" }));
        Assert.Empty(await FoundAsync(new ProfileFilter { Search = "%" }));
        Assert.Equal(["p2"], await FoundAsync(new ProfileFilter { IsActive = false }));
        Assert.Equal(["p3", "p2", "p1"], await FoundAsync(new ProfileFilter { Descending = true }));
    }

    [Fact]
    public async Task The_content_is_every_client_by_name_with_the_tools_it_is_named_with()
    {
        var content = await profiles.ContentAsync("p1");

        Assert.Equal(
            [("github", ToolList.All, false), ("Jira", ToolList.None, false), ("wiki", null, true)],
            content.Select(row => (row.Name, row.Tools, row.AllKeys)));
        Assert.Empty(await profiles.ContentAsync("nowhere"));
    }

    [Fact]
    public async Task Whom_it_is_given_to_is_one_list_of_keys_users_and_groups()
    {
        database.Add(Given(1, user: 2));
        var all = await profiles.GivenAsync("p1", new PartyFilter(), new Window());

        Assert.Equal(["Bo Berg", "Group 1", "team"], all.Items.Select(row => row.Name));
        Assert.Equal(("user2@example.com", 1), (all.Items[0].UserName, all.Items[0].Keys));
        Assert.Equal((1, 1), (all.Items[1].Members, all.Items[1].Keys));
        Assert.Equal("Group 1", all.Items[2].Owner!.Name);
        Assert.Equal(["Bo Berg"], (await profiles.GivenAsync("p1", new PartyFilter("USER2@"), new Window())).Items.Select(row => row.Name));
        Assert.Equal(["team"], (await profiles.GivenAsync("p1", new PartyFilter(Kind: ObjectKind.VirtualKey), new Window())).Items.Select(row => row.Name));
        var last = await profiles.GivenAsync("p1", new PartyFilter(), new Window(2, 1));
        Assert.Equal((3, "team"), (last.Total, Assert.Single(last.Items).Name));
    }

    [Fact]
    public async Task Who_has_it_already_is_found_among_the_chosen()
    {
        var among = await profiles.GivenAmongAsync("p1", [new(ObjectKind.VirtualKey, "vk2"), new(ObjectKind.VirtualKey, "vk3"), new(ObjectKind.Group, "g1"), new(ObjectKind.User, "u1")]);

        Assert.Equal([new(ObjectKind.VirtualKey, "vk2"), new(ObjectKind.Group, "g1")], among);
    }

    [Fact]
    public async Task A_profile_knows_its_place_in_the_list()
    {
        Assert.Equal(new Neighbours(2, 3, "p1", "p3"), await profiles.NeighboursAsync("p2", new ProfileFilter()));
        Assert.Equal(0, (await profiles.NeighboursAsync("p1", new ProfileFilter { IsActive = false })).Position);
        Assert.Null(await profiles.DetailAsync("nowhere"));
    }

    private static ProfileGrant Names(int profile, int client, ToolList? tools = null) => new() { ProfileId = profile, McpClientId = client, Tools = tools ?? ToolList.All };

    private static ProfileAssignment Given(int profile, int? key = null, int? user = null, int? group = null) =>
        new() { ProfileId = profile, VirtualKeyId = key, UserId = user, GroupId = group };

    private static (string, bool, int, GivenCounts, int) Facts(ProfileItem item) => (item.Name, item.IsActive, item.Clients, item.Given, item.Reached);

    private async Task<IEnumerable<string>> FoundAsync(ProfileFilter filter) => (await profiles.ListAsync(filter, new Window())).Items.Select(item => item.Id);
}
