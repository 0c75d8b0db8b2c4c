using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

public sealed class PeopleQueriesTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly PeopleQueries people;
    private readonly GroupQueries groups;

    public PeopleQueriesTests()
    {
        (people, groups) = (new PeopleQueries(database), new GroupQueries(database));
        database.Add(Some.McpClient(1), Some.McpClient(2), Some.Group(1), Some.Group(2), Some.User(1, "bo Berg"), Some.User(2, "Ana Ortiz"), Some.User(3, "Cy Chen"), Some.Profile(1));
        database.Add(new GroupMember { GroupId = 1, UserId = 2 }, new GroupMember { GroupId = 2, UserId = 2 }, new GroupMember { GroupId = 1, UserId = 3 });
        database.Add(Some.VirtualKey(1, "anas", user: 2), Some.VirtualKey(2, "team", group: 1), Some.VirtualKey(3, "nobodys"));
        database.Add(new ProfileAssignment { ProfileId = 1, GroupId = 1 });
        database.Add(Some.Token(1, 1, IdentityKind.User, 2));
        database.Add(Some.Token(2, 2, IdentityKind.User, 2, orphaned: true));
        database.Add(Some.Token(3, 1, IdentityKind.VirtualKey, 1));
        database.Add(Some.OAuthFlow(1, 1, IdentityKind.User, 3));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Each_user_stands_with_groups_keys_and_their_own_credentials()
    {
        var page = await people.ListAsync(new PeopleFilter(), new Window());

        Assert.Equal(["Ana Ortiz", "bo Berg", "Cy Chen"], page.Items.Select(user => user.Name));
        Assert.Equal(["Group 1", "Group 2"], page.Items[0].Groups);
        Assert.Equal((1, 1), (page.Items[0].PersonalKeys, page.Items[0].TeamKeys));
        Assert.Equal(new StatusCounts(1, 1, 0, 0, 0), page.Items[0].Credentials);
        Assert.Equal((0, 0), (page.Items[1].PersonalKeys, page.Items[1].TeamKeys));
        Assert.Equal((0, 1, 1), (page.Items[2].PersonalKeys, page.Items[2].TeamKeys, page.Items[2].Credentials.Pending));
    }

    [Fact]
    public async Task Users_are_searched_by_both_names_literally_and_sorted_either_way()
    {
        Assert.Equal(["u2"], await FoundAsync(new PeopleFilter { Search = " ANA" }));
        Assert.Equal(["u1"], await FoundAsync(new PeopleFilter { Search = "user1@" }));
        Assert.Empty(await FoundAsync(new PeopleFilter { Search = "_" }));
        Assert.Equal(["u3", "u2", "u1"], await FoundAsync(new PeopleFilter { Sort = PeopleSort.UserName, Descending = true }));
        Assert.Equal(new Neighbours(2, 3, "u2", "u3"), await people.NeighboursAsync("u1", new PeopleFilter()));
    }

    [Fact]
    public async Task Active_and_inactive_users_are_told_apart()
    {
        await new PeopleEdits(database.WritesAt(TimeProvider.System)).SwitchUserAsync(Some.Admin, "u3", false);

        Assert.Equal(["u3"], await FoundAsync(new PeopleFilter { IsActive = false }));
        Assert.Equal(["u2", "u1"], await FoundAsync(new PeopleFilter { IsActive = true }));
    }

    [Fact]
    public async Task Each_group_stands_with_members_team_keys_and_profiles()
    {
        var page = await groups.ListAsync(new PeopleFilter(), new Window());

        Assert.Equal([("Group 1", 2, 1, 1), ("Group 2", 1, 0, 0)], page.Items.Select(group => (group.Name, group.Members, group.TeamKeys, group.Profiles)));
        Assert.Equal(["Ana Ortiz", "Cy Chen"], (await groups.MembersAsync("g1", new PartyFilter(), new Window())).Items.Select(row => row.Name));
        Assert.Equal("Cy Chen", Assert.Single((await groups.MembersAsync("g1", new PartyFilter("cy"), new Window())).Items).Name);
        Assert.Equal([new Party(ObjectKind.User, "u2")], await groups.MembersAmongAsync("g2", [new(ObjectKind.User, "u1"), new(ObjectKind.User, "u2")]));
        Assert.Equal("Profile 1", Assert.Single(await groups.ProfilesAsync("g1")).Name);
        Assert.Equal(["g1", "g2"], (await people.GroupsAsync("u2")).Select(group => group.Id));
    }

    [Fact]
    public async Task The_keys_of_a_person_are_their_own_and_those_of_their_groups()
    {
        var keys = await new VirtualKeyQueries(database, TimeProvider.System).ListAsync(new VirtualKeyFilter { Person = "u2" }, new Window());

        Assert.Equal(["anas", "team"], keys.Items.Select(key => key.Name));
    }

    [Fact]
    public async Task The_credentials_of_a_person_are_those_keyed_by_the_person()
    {
        var page = await new CredentialQueries(database).OfUserAsync("u2", new CredentialFilter(), new Window());

        Assert.Equal(["t1", "t2"], page.Items.Select(row => row.Id));
        Assert.Equal(new StatusCounts(1, 1, 0, 0, 0), page.Counts);
    }

    private async Task<IEnumerable<string>> FoundAsync(PeopleFilter filter) => (await people.ListAsync(filter, new Window())).Items.Select(user => user.Id);
}
