using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reads;

public sealed class AccessQueriesTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly AccessQueries access;

    public AccessQueriesTests()
    {
        access = new AccessQueries(database, TimeProvider.System);
        database.Add(
            Some.McpClient(1, "direct"), Some.McpClient(2, "profiled"), Some.McpClient(3, "open", allKeys: true), Some.McpClient(4, "denied", allKeys: true), Some.McpClient(5, "unreached"),
            Some.User(1), Some.Group(1), Some.Profile(1));
        database.Add(new GroupMember { GroupId = 1, UserId = 1 });
        database.Add(Some.VirtualKey(1, "anas", user: 1), Some.VirtualKey(2, "team", group: 1), Some.VirtualKey(3, "somebody elses"));
        database.Add(Some.Grant(1, 1), Some.Grant(1, 4, ToolList.None), Some.Grant(3, 5));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 2, Tools = ToolList.Of(["read"]) }, new ProfileGrant { ProfileId = 1, McpClientId = 4, Tools = ToolList.None });
        // Given twice over to the team key: named once.
        database.Add(new ProfileAssignment { ProfileId = 1, GroupId = 1 }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 2 });
        database.Add(Some.Token(1, 1, IdentityKind.User, 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Every_client_says_through_which_key_and_which_source_it_is_reached()
    {
        var clients = (await access.OfUserAsync("u1")).ToDictionary(client => client.Name);

        Assert.Equal(5, clients.Count);
        var direct = Assert.Single(clients["direct"].Ways);
        Assert.Equal(("anas", null, true, ToolList.All), (direct.Key, direct.Team, direct.IsReached, direct.Direct));
        Assert.Equal(1, clients["direct"].Credentials.Active);
        Assert.Equal(["anas", "team"], clients["profiled"].Ways.Select(way => way.Key));
        Assert.All(clients["profiled"].Ways, way => Assert.Equal([new ProfileTools("Profile 1", ToolList.Of(["read"]))], way.Profiles));
        Assert.Equal("Group 1", clients["profiled"].Ways[1].Team);
        Assert.All(clients["open"].Ways, way => Assert.True(way.IsReached && way.Direct is null && way.Profiles.Count == 0));
    }

    [Fact]
    public async Task A_named_client_without_tools_is_denied_and_one_nobody_names_is_not_reached()
    {
        var clients = (await access.OfUserAsync("u1")).ToDictionary(client => client.Name);

        Assert.True(clients["denied"].IsDenied);
        Assert.Equal(["anas", "team"], clients["denied"].Ways.Select(way => way.Key));
        Assert.DoesNotContain(clients["denied"].Ways, way => way.IsReached);
        Assert.Empty(clients["unreached"].Ways);
        Assert.False(clients["unreached"].IsReached || clients["unreached"].IsDenied);
    }

    [Fact]
    public async Task Nobody_reaches_nothing() => Assert.Empty(await access.OfUserAsync("nowhere"));
}
