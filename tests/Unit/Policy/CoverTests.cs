using Gatehouse.Data;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Policy;

/// <summary>Every way in which a key reaches a client, each alone; asked of tables and of lists.</summary>
public sealed class CoverTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    /// <summary>Who owns key 1, whom profile 1 is given to, who is in group 1; what profile 1 and the direct grant say of client 1.</summary>
    public static TheoryData<string, bool> Ways => new()
    {
        { "direct *", true },
        { "direct a", true },
        { "direct -", false },
        { "", false },
        { "all", true },
        { "all, direct -", false },
        { "all, direct *", true },
        { "given key, profile *", true },
        { "given key, profile a", true },
        { "given key, profile -", false },
        { "given key", false },
        { "profile *", false },
        { "given key, profile *, inactive", false },
        { "all, given key, profile -", false },
        { "all, given key, profile -, inactive", true },
        { "all, profile -", true },
        { "direct -, given key, profile *", true },
        { "direct *, given key, profile -", true },
        { "direct -, given key, profile -", false },
        { "owned user, given user, profile *", true },
        { "owned user, given user, profile -, all", false },
        { "given user, profile *", false },
        { "owned group, given user, profile *", false },
        { "owned group, given group, profile *", true },
        { "owned group, given group, profile -, all", false },
        { "owned user, given group, profile *", false },
        { "owned user, member, given group, profile *", true },
        { "owned user, member, given group, profile -, all", false },
        // A profile of a member is the member's, not the team's.
        { "owned group, member, given user, profile *", false },
        { "member, given group, profile *", false },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_key_reaches_a_client_in_this_way(string way, bool reaches)
    {
        bool Has(string word) => way.Split(", ").Contains(word);
        ToolList? Tools(string source) => Has($"{source} *") ? ToolList.All : Has($"{source} a") ? ToolList.Of(["a"]) : Has($"{source} -") ? ToolList.None : null;
        object[] rows =
        [
            Some.User(1), Some.Group(1), Some.McpClient(1, allKeys: Has("all")), Some.McpClient(2), Some.Profile(1, !Has("inactive")), Some.Profile(2),
            Some.VirtualKey(1, user: Has("owned user") ? 1 : null, group: Has("owned group") ? 1 : null), Some.VirtualKey(2),
            .. Tools("direct") is { } direct ? [Some.Grant(1, 1, direct)] : Array.Empty<object>(),
            .. Tools("profile") is { } named ? [new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = named }] : Array.Empty<object>(),
            .. Has("given key") ? [new ProfileAssignment { ProfileId = 1, VirtualKeyId = 1 }] : Array.Empty<object>(),
            .. Has("given user") ? [new ProfileAssignment { ProfileId = 1, UserId = 1 }] : Array.Empty<object>(),
            .. Has("given group") ? [new ProfileAssignment { ProfileId = 1, GroupId = 1 }] : Array.Empty<object>(),
            .. Has("member") ? [new GroupMember { GroupId = 1, UserId = 1 }] : Array.Empty<object>(),
        ];
        var lists = PolicyRows.Of(Of<VirtualKey>(), Of<McpClient>(), Of<Grant>(), Of<AccessProfile>(), Of<ProfileGrant>(), Of<ProfileAssignment>(), Of<GroupMember>());
        Assert.Equal(reaches, InMemory.Run(lists.Reached()).Any(IsAsked));

        database.Add(rows);
        using var db = database.CreateDbContext();
        Assert.Equal(reaches, PolicyRows.Of(db).Reached().AsEnumerable().Any(IsAsked));

        IQueryable<T> Of<T>() => rows.OfType<T>().ToArray().AsQueryable();
        static bool IsAsked(Reach reach) => (reach.VirtualKeyId, reach.McpClientId) == (1, 1);
    }

    [Theory]
    [InlineData(1, null, "1")]
    [InlineData(null, 1, "1 2")]
    [InlineData(null, null, "")]
    public void The_people_of_a_key_are_its_owner_or_the_members_of_its_group(int? user, int? group, string people)
    {
        database.Add(Some.User(1), Some.User(2), Some.User(3), Some.Group(1), Some.VirtualKey(1, user: user, group: group), Some.VirtualKey(2, user: 3));
        database.Add(new GroupMember { GroupId = 1, UserId = 1 }, new GroupMember { GroupId = 1, UserId = 2 });
        using var db = database.CreateDbContext();
        Assert.Equal(people, string.Join(' ', PolicyRows.Of(db).PeopleOfKeys().Where(person => person.VirtualKeyId == 1).Select(person => person.UserId).AsEnumerable().Order()));
    }
}
