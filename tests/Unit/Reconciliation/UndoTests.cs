using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>An edit, its undo, the undo of that, and so on: for every kind that can be undone and every combination of its fields.</summary>
public sealed class UndoTests : IDisposable
{
    private readonly TestDatabase database = new();

    public UndoTests()
    {
        // Key 1 is user 1's, key 2 group 1's, of which user 1 is a member. Profile 1 grants client 3 to key 2.
        database.Add(Some.McpClient(1, auth: AuthType.PerUserHeaders, headers: ["x-a"]), Some.McpClient(2), Some.McpClient(3), new HeaderNameSet { Id = 1, Names = ["x-a"] });
        database.Add(Some.User(1), Some.User(2), Some.Group(1), Some.Group(2), Some.Profile(1), Some.VirtualKey(1, user: 1), Some.VirtualKey(2, group: 1));
        database.Add(Some.Grant(1, 1), Some.Grant(1, 2, ToolList.Of(["a"])), Some.Grant(2, 1), new GroupMember { GroupId = 1, UserId = 1 });
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 3, Tools = ToolList.Of(["a"]) }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 2 });
        database.Add([
            .. Some.Header(1, 1, IdentityKind.VirtualKey, 1), .. Some.Header(2, 1, IdentityKind.User, 1), .. Some.Token(1, 2, IdentityKind.VirtualKey, 1),
            .. Some.Token(2, 3, IdentityKind.VirtualKey, 2), .. Some.Token(3, 3, IdentityKind.User, 1), .. Some.Token(4, 2, IdentityKind.User, 1),
        ]);
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Undo_gives_back_the_state_before_and_the_undo_of_that_the_state_after()
    {
        var edits = Allowlists().Concat(Sharings()).Concat(Profiles()).Concat(Others()).ToArray();
        Assert.True(edits.Length > 60, "Every combination of fields is asked for.");
        foreach (var edit in edits)
        {
            var before = State();
            var change = await database.ChangeAsync(edit);
            var after = State();
            Assert.NotEqual(before, after);
            foreach (var expected in new[] { before, after, before, after, before })
            {
                change = await database.ChangeAsync(new Edit.Undo(change));
                Assert.True(expected == State(), $"{edit}, undo {change}:\n{State()}\nin place of\n{expected}");
            }
        }
    }

    private static IEnumerable<Edit> Allowlists() =>
        from grants in new Edit.Allowlist[]
        {
            new("vk1"), new("vk1", Set: []), new("vk1", Set: [new("c2", ["*"]), new("c3", ["a"])]), new("vk1", Add: [new("c2", ["b"])], Remove: ["c1"]), new("vk1", Remove: ["c1", "c2"]),
            new("vk1", Add: [new("c3", [])]),
        }
        from owner in new[] { null, new NewOwner(), new NewOwner(UserId: "u2"), new NewOwner(GroupId: "g1") }
        where owner is not null || grants is not { Set: null, Add: null, Remove: null }
        select grants with { OwnedBy = owner };

    private static IEnumerable<Edit> Sharings() =>
        from grants in new Edit.Sharing[]
        {
            new("c1"), new("c1", Set: []), new("c1", Set: [new("vk1", ["a"])]), new("c1", Add: [new("vk2", ["b"])], Remove: ["vk1"]), new("c1", Remove: ["vk1", "vk2"]),
        }
        from allKeys in new bool?[] { null, true }
        from names in new[] { null, new[] { "x-b" }, new[] { "x-a", "x-b" } }
        where allKeys is not null || names is not null || grants is not { Set: null, Add: null, Remove: null }
        select grants with { AllowOnAllVirtualKeys = allKeys, PerUserHeaderKeys = names };

    private static IEnumerable<Edit> Profiles() =>
        from content in new Edit.Profile[] { new("p1"), new("p1", Set: [new("c2", ["*"])]), new("p1", Add: [new("c1", ["*"]), new("c3", ["b"])]), new("p1", Remove: ["c3"]), new("p1", Add: [new("c3", [])]) }
        from isActive in new bool?[] { null, false }
        from given in new Edit.Profile[] { new(""), new("", Give: new(["vk1"], ["u2"], ["g1"]), Take: new(["vk2"])), new("", Assigned: new(Users: ["u1"])) }
        where isActive is not null || given != new Edit.Profile("") || content is not { Set: null, Add: null, Remove: null }
        select content with { IsActive = isActive, Give = given.Give, Take = given.Take, Assigned = given.Assigned };

    private static IEnumerable<Edit> Others() =>
    [
        new Edit.Owner("vk1"), new Edit.Owner("vk1", UserId: "u2"), new Edit.Owner("vk1", GroupId: "g2"), new Edit.Owner("vk2", UserId: "u1"),
        new Edit.GroupMembers("g1", ["u2"]), new Edit.GroupMembers("g1", Remove: ["u1"]), new Edit.GroupMembers("g1", ["u2"], ["u1"]),
        new Edit.HeaderKeys("c1", ["x-b"]), new Edit.HeaderKeys("c1", ["x-a", "x-b"]),
        new Edit.Bulk(new(All: true), [new("c3", ["*"])], ["c1"]), new Edit.Bulk(new(UserIds: ["u1"]), Revoke: ["c1", "c2"]),
        new Edit.Bulk(Rows: [new("vk1", "c3", BulkAction.Grant, ["a"]), new("vk2", "c1", BulkAction.Revoke)]),
    ];

    /// <summary>All policy, and both facts of every credential.</summary>
    private string State()
    {
        using var db = database.CreateDbContext();
        return string.Join('\n',
            Lines(db.Grants.AsEnumerable().Select(row => $"{row.VirtualKeyId}/{row.McpClientId} {row.Tools.Json}")),
            Lines(db.VirtualKeys.AsEnumerable().Select(row => $"{row.PublicId} of {row.OwnerUserId} {row.OwnerGroupId}")),
            Lines(db.McpClients.AsEnumerable().Select(row => $"{row.ClientId} {row.AllowOnAllVirtualKeys} {string.Join(' ', row.PerUserHeaderKeys)}")),
            Lines(db.AccessProfiles.AsEnumerable().Select(row => $"{row.PublicId} {row.IsActive}")),
            Lines(db.ProfileGrants.AsEnumerable().Select(row => $"{row.ProfileId}/{row.McpClientId} {row.Tools.Json}")),
            Lines(db.ProfileAssignments.AsEnumerable().Select(row => $"{row.ProfileId} to {row.VirtualKeyId} {row.UserId} {row.GroupId}")),
            Lines(db.GroupMembers.AsEnumerable().Select(row => $"{row.GroupId}/{row.UserId}")),
            Lines(db.OAuthTokens.AsEnumerable().Select(row => $"t{row.Id} {row.OrphanedAt is not null} {row.Health}")),
            Lines(db.HeaderCredentials.AsEnumerable().Select(row => $"h{row.Id} {row.OrphanedAt is not null} {row.Health}")));

        static string Lines(IEnumerable<string> lines) => string.Join("; ", lines.Order(StringComparer.Ordinal));
    }
}
