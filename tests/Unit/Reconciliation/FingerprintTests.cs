using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>What a fingerprint covers: two plans that differ in one thing alone, which nobody counts, have different ones.</summary>
public sealed class FingerprintTests : IDisposable
{
    private readonly TestDatabase database = new();

    public FingerprintTests()
    {
        database.Add(Some.McpClient(1), Some.McpClient(2), Some.McpClient(3, auth: AuthType.PerUserHeaders, headers: ["x-a"]));
        database.Add(Some.User(1), Some.User(2), Some.Group(1), Some.Group(2), Some.Profile(1), Some.VirtualKey(1), Some.VirtualKey(2));
        database.Add(Some.Grant(1, 1));
        database.Add(new HeaderNameSet { Id = 1, Names = [] });
    }

    public void Dispose() => database.Dispose();

    /// <summary>Edits that move no row and have the same counts: what is written differs.</summary>
    public static TheoryData<string, Edit, Edit> Alike => new()
    {
        { "the tools of a grant", new Edit.Allowlist("vk1", Add: [new("c2", ["read"])]), new Edit.Allowlist("vk1", Add: [new("c2", ["read", "write"])]) },
        { "the client of a grant", new Edit.Allowlist("vk1", Add: [new("c2", ["read"])]), new Edit.Allowlist("vk1", Add: [new("c3", ["read"])]) },
        { "the key of a grant", new Edit.Sharing("c2", Add: [new("vk1", ["read"])]), new Edit.Sharing("c2", Add: [new("vk2", ["read"])]) },
        { "the tools of a profile", new Edit.Profile("p1", Add: [new("c1", ["read"])]), new Edit.Profile("p1", Add: [new("c1", ["read", "write"])]) },
        { "the client of a profile", new Edit.Profile("p1", Add: [new("c1", ["read"])]), new Edit.Profile("p1", Add: [new("c2", ["read"])]) },
        { "whom a profile is given to", new Edit.Profile("p1", Give: new(["vk1"])), new Edit.Profile("p1", Give: new(["vk2"])) },
        { "what a profile is given to", new Edit.Profile("p1", Give: new(Users: ["u1"])), new Edit.Profile("p1", Give: new(Groups: ["g1"])) },
        { "whether a profile is active", new Edit.Profile("p1", false, Give: new(["vk1"])), new Edit.Profile("p1", Give: new(["vk1"])) },
        { "who joins", new Edit.GroupMembers("g1", ["u1"]), new Edit.GroupMembers("g1", ["u2"]) },
        { "which group is joined", new Edit.GroupMembers("g1", ["u1"]), new Edit.GroupMembers("g2", ["u1"]) },
        { "which user owns a key", new Edit.Owner("vk1", UserId: "u1"), new Edit.Owner("vk1", UserId: "u2") },
        { "which group owns a key", new Edit.Owner("vk1", GroupId: "g1"), new Edit.Owner("vk1", GroupId: "g2") },
        { "a user or a group owns a key", new Edit.Owner("vk1", UserId: "u1"), new Edit.Owner("vk1", GroupId: "g1") },
        { "which key gets an owner", new Edit.Owner("vk1", UserId: "u1"), new Edit.Owner("vk2", UserId: "u1") },
        { "the switch", new Edit.Sharing("c1", true), new Edit.Sharing("c1", Add: [new("vk2", ["*"])]) },
        { "the header names", new Edit.HeaderKeys("c3", ["x-b"]), new Edit.HeaderKeys("c3", ["x-c"]) },
        { "the kind of edit", new Edit.Allowlist("vk1", Add: [new("c2", ["*"])]), new Edit.Bulk(new(["vk1"]), [new("c2", ["*"])]) },
    };

    [Theory]
    [MemberData(nameof(Alike))]
    public async Task Two_edits_that_differ_in_one_thing_have_different_fingerprints(string what, Edit one, Edit other)
    {
        Assert.NotEmpty(what);
        var (first, second) = (await database.PlanAsync(one), await database.PlanAsync(other));
        Assert.Equal((0, 0), (first.Totals.Moving, second.Totals.Moving));
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Equal(first.Fingerprint, await database.FingerprintAsync(one));
    }

    [Fact]
    public async Task A_plan_of_other_tools_than_those_reviewed_is_stale()
    {
        var reviewed = await database.PlanAsync(new Edit.Allowlist("vk1", Add: [new("c2", ["read"])]));

        Assert.IsType<CommitOutcome.Stale>(await database.CommitAsync(new Edit.Allowlist("vk1", Add: [new("c2", ["read", "write"])]), reviewed));
    }

    /// <summary>What stands is written past the dashboard, so that no version tells it.</summary>
    public static TheoryData<string, Edit, string> Worlds => new()
    {
        { "the status of a row before", new Edit.Allowlist("vk1", Remove: ["c1"]), "UPDATE oauth_tokens SET health = 2" },
        { "the id of a row", new Edit.Allowlist("vk1", Remove: ["c1"]), "UPDATE oauth_token_secrets SET id = 7; UPDATE oauth_tokens SET id = 7" },
        { "the tools of a grant before", new Edit.Allowlist("vk1", Remove: ["c1"]), "UPDATE grants SET tools = '[\"a\"]'" },
        { "the tools of a profile before", new Edit.Profile("p1", Remove: ["c1"]), "UPDATE profile_grants SET tools = '[\"a\"]'" },
        { "the owner of a key", new Edit.Allowlist("vk1", Add: [new("c2", ["*"])]), "UPDATE virtual_keys SET owner_user_id = 1 WHERE id = 1" },
        { "the switch as it stands", new Edit.Sharing("c2", Add: [new("vk2", ["*"])]), "UPDATE mcp_clients SET allow_on_all_virtual_keys = 1 WHERE id = 2" },
        { "the header names as they stand", new Edit.HeaderKeys("c3", ["x-c"]), "UPDATE mcp_clients SET per_user_header_keys = '[\"x-z\"]' WHERE id = 3" },
        { "whether a profile is active", new Edit.Profile("p1", Add: [new("c2", ["*"])]), "UPDATE access_profiles SET is_active = 0" },
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task Two_worlds_that_differ_in_one_thing_have_different_fingerprints(string what, Edit edit, string sql)
    {
        Assert.NotEmpty(what);
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All });
        var before = await database.FingerprintAsync(edit);
        await using (var db = database.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);

        Assert.NotEqual(before, await database.FingerprintAsync(edit));
    }

    [Fact]
    public async Task To_join_and_to_leave_differ_although_no_row_moves()
    {
        var joins = await database.FingerprintAsync(new Edit.GroupMembers("g1", ["u1"]));
        database.Add(new GroupMember { GroupId = 1, UserId = 1 });
        Assert.NotEqual(joins, await database.FingerprintAsync(new Edit.GroupMembers("g1", Remove: ["u1"])));
    }

    [Fact]
    public async Task To_give_and_to_take_differ_although_no_row_moves()
    {
        var gives = await database.FingerprintAsync(new Edit.Profile("p1", Give: new(["vk1"])));
        database.Add(new ProfileAssignment { ProfileId = 1, VirtualKeyId = 1 });
        Assert.NotEqual(gives, await database.FingerprintAsync(new Edit.Profile("p1", Take: new(["vk1"]))));
    }

    [Fact]
    public async Task To_undo_one_change_or_another_like_it_differs()
    {
        var edit = new Edit.Sharing("c1", true);
        var first = await database.ChangeAsync(edit);
        await database.ChangeAsync(new Edit.Undo(first));
        var second = await database.ChangeAsync(edit);

        Assert.NotEqual(await database.FingerprintAsync(new Edit.Undo(first)), await database.FingerprintAsync(new Edit.Undo(second)));
    }

    /// <summary>There and back: nothing that is counted differs, but somebody was there.</summary>
    public static TheoryData<Edit, Edit> ThereAndBack => new()
    {
        { new Edit.Sharing("c1", true), new Edit.Sharing("c1", Add: [new("vk2", ["*"])]) },
        { new Edit.Sharing("c1", Remove: ["vk1"]), new Edit.Sharing("c1", Add: [new("vk2", ["*"])]) },
        { new Edit.DeleteMcpClient("c2"), new Edit.Sharing("c2", true) },
        { new Edit.HeaderKeys("c3", ["x-b"]), new Edit.Sharing("c3", true) },
        { new Edit.Allowlist("vk1", Add: [new("c2", ["*"])]), new Edit.Allowlist("vk1", Add: [new("c3", ["*"])]) },
        { new Edit.Bulk(new(["vk1"]), [new("c2", ["*"])]), new Edit.Allowlist("vk1", Add: [new("c3", ["*"])]) },
        { new Edit.Owner("vk1", UserId: "u1"), new Edit.Owner("vk1", UserId: "u2") },
        { new Edit.DeleteVirtualKey("vk1"), new Edit.Allowlist("vk1", Add: [new("c3", ["*"])]) },
        { new Edit.Profile("p1", Give: new(["vk1"])), new Edit.Profile("p1", Give: new(["vk2"])) },
        { new Edit.DeleteProfile("p1"), new Edit.Profile("p1", Give: new(["vk2"])) },
        { new Edit.GroupMembers("g1", ["u1"]), new Edit.GroupMembers("g1", ["u2"]) },
        { new Edit.DeleteGroup("g1"), new Edit.GroupMembers("g1", ["u2"]) },
    };

    [Theory]
    [MemberData(nameof(ThereAndBack))]
    public async Task An_object_that_somebody_edited_there_and_back_makes_the_plan_stale(Edit edit, Edit meanwhile)
    {
        var plan = await database.PlanAsync(edit);
        await database.ChangeAsync(new Edit.Undo(await database.ChangeAsync(meanwhile)));

        var stale = Assert.IsType<CommitOutcome.Stale>(await database.CommitAsync(edit, plan));

        Assert.Equal(plan.Totals, stale.Fresh.Totals);
        Assert.Equal(2, stale.Moved.Changes.Count);
    }

    /// <summary>A key that a group owns, or a profile it is given, leaves who is in the group as it was.</summary>
    [Fact]
    public async Task What_is_given_to_a_group_leaves_a_plan_of_its_members_as_it_was()
    {
        var edit = new Edit.GroupMembers("g1", ["u1"]);
        var plan = await database.PlanAsync(edit);
        await database.ChangeAsync(new Edit.Owner("vk2", GroupId: "g1"));
        await database.ChangeAsync(new Edit.Profile("p1", Give: new(Groups: ["g1"])));

        Assert.IsType<CommitOutcome.Committed>(await database.CommitAsync(edit, plan));
    }
}
