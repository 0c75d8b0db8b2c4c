using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Which role an edit needs is a fact of what it would write, asked in the transaction of the commit.</summary>
public sealed class NeededRoleTests : IDisposable
{
    private static readonly CommitRequest Operator = new(Some.Named("olga", Role.Operator));
    private readonly TestDatabase database = new();

    public NeededRoleTests()
    {
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.User(1), Some.Group(1));
        database.Add(Some.Grant(1, 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task An_operator_undoes_no_change_of_membership_however_deep_the_undo()
    {
        var added = await database.ChangeAsync(new Edit.GroupMembers("g1", ["u1"]));
        var undone = await database.ChangeAsync(new Edit.Undo(added));
        Assert.Equal(new CommitOutcome.NotAllowed(Role.Admin), await CommitAsync(new Edit.Undo(undone)));
        var again = await database.ChangeAsync(new Edit.Undo(undone));
        Assert.Equal(new CommitOutcome.NotAllowed(Role.Admin), await CommitAsync(new Edit.Undo(again)));
        Assert.Equal(Role.Admin, (await database.PlanAsync(new Edit.Undo(again))).Needs);
    }

    [Fact]
    public async Task An_operator_commits_grants_and_their_undo_and_a_viewer_nothing()
    {
        var removed = Assert.IsType<CommitOutcome.Committed>(await CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]))).ChangeId;
        Assert.IsType<CommitOutcome.Committed>(await CommitAsync(new Edit.Undo(removed)));
        Assert.Equal(
            new CommitOutcome.NotAllowed(Role.Operator),
            await database.Reconciler().CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]), new CommitRequest(Some.Named("vera", Role.Viewer)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Users_and_groups_are_deleted_by_admins_only()
    {
        Assert.Equal(new CommitOutcome.NotAllowed(Role.Admin), await CommitAsync(new Edit.DeleteUser("u1")));
        Assert.Equal(new CommitOutcome.NotAllowed(Role.Admin), await CommitAsync(new Edit.DeleteGroup("g1")));
    }

    private Task<CommitOutcome> CommitAsync(Edit edit) => database.Reconciler().CommitAsync(edit, Operator, TestContext.Current.CancellationToken);
}
