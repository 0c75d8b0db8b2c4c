using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Everybody and everything that an edit concerns finds the change in its history, for every kind of edit.</summary>
public sealed class ConcernedTests : IDisposable
{
    private readonly TestDatabase database = new();

    public ConcernedTests()
    {
        // Key 1 is user 1's, key 2 group 1's, of which user 1 is a member. Profile 1 grants client 3 and is given to key 2, user 1, group 1.
        database.Add(Some.McpClient(1, auth: AuthType.PerUserHeaders, headers: ["x-a"]), Some.McpClient(2), Some.McpClient(3), Some.McpClient(4), new HeaderNameSet { Id = 1, Names = ["x-a"] });
        database.Add(
            Some.User(1), Some.User(2), Some.User(3), Some.Group(1), Some.Group(2), Some.Profile(1), Some.Profile(2),
            Some.VirtualKey(1, user: 1), Some.VirtualKey(2, group: 1), Some.VirtualKey(3));
        database.Add(Some.Grant(1, 1), Some.Grant(1, 2), Some.Grant(2, 1), new GroupMember { GroupId = 1, UserId = 1 });
        database.Add(
            new ProfileGrant { ProfileId = 1, McpClientId = 3, Tools = ToolList.All }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 2 },
            new ProfileAssignment { ProfileId = 1, UserId = 1 }, new ProfileAssignment { ProfileId = 1, GroupId = 1 });
        database.Add([.. Some.Token(1, 2, IdentityKind.VirtualKey, 1), .. Some.Token(2, 2, IdentityKind.User, 1), .. Some.Token(3, 3, IdentityKind.VirtualKey, 3, orphaned: true)]);
    }

    public void Dispose() => database.Dispose();

    /// <summary>An edit, and everything that is concerned: what it deleted is found by its id too.</summary>
    public static TheoryData<Edit, string> Edits => new()
    {
        { new Edit.Allowlist("vk1", Remove: ["c1"]), "vk1 c1" },
        { new Edit.Allowlist("vk1", Remove: ["c1"], OwnedBy: new(UserId: "u2")), "vk1 c1 u1 u2" },
        { new Edit.Sharing("c1", Remove: ["vk1"]), "c1 vk1" },
        { new Edit.Sharing("c1", true), "c1" },
        { new Edit.HeaderKeys("c1", ["x-b"]), "c1" },
        { new Edit.Bulk(new(["vk1", "vk2"]), [new("c3", ["*"])], ["c1"]), "vk1 vk2 c1 c3" },
        { new Edit.Owner("vk1", UserId: "u2"), "vk1 u1 u2" },
        { new Edit.Owner("vk2", GroupId: "g2"), "vk2 g1 g2" },
        { new Edit.Owner("vk1"), "vk1 u1" },
        { new Edit.Profile("p1", false), "p1" },
        { new Edit.Profile("p1", Add: [new("c1", ["*"])], Remove: ["c3"]), "p1 c1 c3" },
        { new Edit.Profile("p1", Give: new(["vk1"], ["u2"], ["g2"]), Take: new(["vk2"])), "p1 vk1 vk2 u2 g2" },
        { new Edit.GroupMembers("g1", ["u2"], ["u1"]), "g1 u1 u2" },
        { new Edit.DeleteGroup("g1"), "g1 u1 vk2 p1" },
        { new Edit.DeleteProfile("p1"), "p1 c3 vk2 u1 g1" },
        { new Edit.DeleteVirtualKey("vk1"), "vk1 u1 c1 c2" },
        { new Edit.DeleteVirtualKey("vk2"), "vk2 g1 c1 p1" },
        { new Edit.DeleteUser("u1"), "u1 vk1 g1 c1 c2 p1" },
        { new Edit.DeleteMcpClient("c1"), "c1 vk1 vk2" },
        { new Edit.DeleteMcpClient("c3"), "c3 p1" },
        { new Edit.RevokeCredentials(["t1", "t2"]), "c2 vk1 u1" },
        { new Edit.Purge(Some.Time.AddDays(1)), "c3 vk3" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Everything_that_is_concerned_finds_the_change_and_nothing_else_does(Edit edit, string concerned)
    {
        var change = await database.ChangeAsync(edit);
        Assert.Equal(Words(concerned), await FoundAsync(change));

        if (!edit.Kind.CanBeUndone())
            return;
        var undo = await database.ChangeAsync(new Edit.Undo(change));
        Assert.Equal(Words(concerned), await FoundAsync(undo));
    }

    private static string[] Words(string words) => [.. words.Split(' ').Order(StringComparer.Ordinal)];

    private async Task<string[]> FoundAsync(long change)
    {
        var changes = new ChangeQueries(database);
        var found = new List<string>();
        foreach (var (id, filter) in Enumerable.Range(1, 4).SelectMany(Filters))
            if ((await changes.ListAsync(filter, new Window())).Items.Any(item => item.Id == change))
                found.Add(id);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Id, ChangeFilter Filter)> Filters(int number) =>
    [
        ($"vk{number}", new() { VirtualKeyId = $"vk{number}" }), ($"c{number}", new() { McpClientId = $"c{number}" }), ($"u{number}", new() { UserId = $"u{number}" }),
        ($"g{number}", new() { GroupId = $"g{number}" }), ($"p{number}", new() { ProfileId = $"p{number}" }),
    ];
}
