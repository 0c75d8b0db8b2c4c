using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Reasons name the access profile or group they speak of, in the review and on record.</summary>
public sealed class ReasonTests : IDisposable
{
    private readonly TestDatabase database = new();

    public ReasonTests()
    {
        ComparedStatements.AreTrusted = false;
        // User 1 owns key 1 and is in group 1, which has profile 1, which grants client 1 and no tool of client 2.
        database.Add(Some.McpClient(1), Some.McpClient(2, allKeys: true), Some.User(1), Some.Group(1), Some.Profile(1), Some.VirtualKey(1, user: 1));
        database.Add(
            new GroupMember { GroupId = 1, UserId = 1 }, new ProfileAssignment { ProfileId = 1, GroupId = 1 },
            new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All }, new ProfileGrant { ProfileId = 1, McpClientId = 2, Tools = ToolList.None });
        database.Add([.. Some.Token(1, 1, IdentityKind.User, 1), .. Some.Token(2, 2, IdentityKind.VirtualKey, 1, orphaned: true)]);
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public Task Who_leaves_a_group_loses_by_it_and_gains_by_it() => SaysAsync(
        new Edit.GroupMembers("g1", Remove: ["u1"]), "Left group \"Group 1\"", "Left group \"Group 1\"");

    [Fact]
    public Task A_deleted_group_is_named_afterwards() => SaysAsync(
        new Edit.DeleteGroup("g1"), "Left group \"Group 1\"", "Left group \"Group 1\"");

    [Fact]
    public Task A_profile_that_loses_a_client_is_named() => SaysAsync(
        new Edit.Profile("p1", Remove: ["c1"]), "Profile \"Profile 1\" no longer grants it");

    [Fact]
    public Task A_deleted_profile_is_named_afterwards() => SaysAsync(
        new Edit.DeleteProfile("p1"), "Profile \"Profile 1\" no longer grants it", "Profile \"Profile 1\" no longer grants it");

    [Fact]
    public Task Another_owner_is_said_without_a_name() => SaysAsync(
        new Edit.Owner("vk1"), "The key has another owner", "The key has another owner");

    /// <summary>User 2 loses client 2 and gains client 1 by joining, while user 1 loses client 1 and gains client 2 by leaving.</summary>
    [Fact]
    public async Task Who_joins_and_who_leaves_in_one_edit_each_have_their_own_reason()
    {
        database.Add(Some.User(2), Some.VirtualKey(2, user: 2));
        database.Add([.. Some.Token(3, 2, IdentityKind.VirtualKey, 2), .. Some.Token(4, 1, IdentityKind.User, 2, orphaned: true)]);

        await SaysAsync(
            new Edit.GroupMembers("g1", ["u2"], ["u1"]), "Left group \"Group 1\"", "Joined group \"Group 1\"", "Left group \"Group 1\"", "Joined group \"Group 1\"");
    }

    /// <summary>The SQL of a plan is kept for the next plan of its shape: its reasons are part of the shape.</summary>
    [Fact]
    public async Task Edits_of_one_shape_say_their_own_reasons_in_whatever_order_they_come()
    {
        database.Add(Some.User(2), Some.VirtualKey(2, user: 2), Some.VirtualKey(3), Some.Profile(2), Some.McpClient(3));
        database.Add(new ProfileAssignment { ProfileId = 2, VirtualKeyId = 3 }, new ProfileGrant { ProfileId = 2, McpClientId = 1, Tools = ToolList.All }, new ProfileGrant { ProfileId = 2, McpClientId = 2, Tools = ToolList.None });
        database.Add([.. Some.Token(3, 2, IdentityKind.VirtualKey, 2), .. Some.Token(4, 1, IdentityKind.VirtualKey, 3), .. Some.Token(5, 2, IdentityKind.VirtualKey, 3, orphaned: true), .. Some.Token(6, 3, IdentityKind.VirtualKey, 3, orphaned: true)]);
        (Edit Edit, Reason[] Reasons)[] edits =
        [
            (new Edit.GroupMembers("g1", ["u2"]), [Reason.JoinedGroup]),
            (new Edit.GroupMembers("g1", Remove: ["u1"]), [Reason.LeftGroup]),
            (new Edit.Profile("p2", false), [Reason.ProfileGrants, Reason.ProfileNoLongerGrants]),
            (new Edit.DeleteProfile("p2"), [Reason.ProfileNoLongerGrants]),
            (new Edit.RevokeCredentials(["t6"]), [Reason.Revoked]),
            (new Edit.Purge(Some.Time.AddDays(1)), [Reason.OrphanTimeOver]),
            (new Edit.DeleteVirtualKey("vk3"), [Reason.VirtualKeyDeleted]),
            (new Edit.DeleteUser("u1"), [Reason.UserDeleted]),
        ];
        foreach (var (edit, reasons) in edits.Concat(edits.Reverse()))
            Assert.Equal(reasons, (await database.PlanAsync(edit)).Tallies.Select(tally => tally.Reason).Distinct().Order());
    }

    /// <summary>Token 1 is the user's own; token 2 their personal key's.</summary>
    [Fact]
    public async Task Behind_a_user_stand_their_keys_and_behind_a_group_its_members_and_theirs()
    {
        var edit = new Edit.GroupMembers("g1", Remove: ["u1"]);
        var both = new MoveCounts(Orphan: 1, Reactivate: 1);

        var users = await database.Reconciler().TallyAsync(edit, ObjectKind.User, ["u1", "nobody"]);
        var groups = await database.Reconciler().TallyAsync(edit, ObjectKind.Group, ["g1"]);

        Assert.Equal(both, Assert.Single(users).Value);
        Assert.Equal(both, Assert.Single(groups).Value);
    }

    private async Task SaysAsync(Edit edit, params string[] expected)
    {
        var rows = await database.Reconciler().PageAsync(edit, new TransitionQuery());
        Assert.Equal(expected, rows.Items.Select(row => row.Reason.Words(row.About)));

        var committed = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("ana", Role.Admin, Origin.Page))));
        var moved = await new ChangeQueries(database).RowsAsync(committed.ChangeId, new MovedRowFilter(), new Window(0, 10));
        Assert.Equal(expected, moved.Items.Select(row => row.Reason.Words(row.About)));
    }
}
