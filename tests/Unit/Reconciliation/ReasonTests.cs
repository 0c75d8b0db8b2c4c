using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.History;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Reasons name the access profile or group they speak of, in the review and on record.</summary>
public sealed class ReasonTests : IDisposable
{
    private readonly TestDatabase database = new();

    public ReasonTests()
    {
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

    private async Task SaysAsync(Edit edit, params string[] expected)
    {
        var rows = await database.Reconciler().PageAsync(edit, new TransitionQuery());
        Assert.Equal(expected, rows.Items.Select(row => row.Reason.Words(row.About)));

        var committed = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(edit, new CommitRequest("ana", ChangeOrigin.Page)));
        var moved = await new ChangeQueries(database).RowsAsync(committed.ChangeId, new MovedRowFilter(), new Window(0, 10));
        Assert.Equal(expected, moved.Items.Select(row => row.Reason.Words(row.About)));
    }
}
