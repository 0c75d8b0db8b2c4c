using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>A bad edit is refused with every error by name, and writes nothing.</summary>
public sealed class EditErrorTests : IDisposable
{
    private readonly TestDatabase database = new();

    public EditErrorTests()
    {
        database.Add(Some.McpClient(1), Some.McpClient(2), Some.User(1), Some.Group(1), Some.Profile(1), Some.VirtualKey(1), Some.VirtualKey(2, user: 1));
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
    }

    public static TheoryData<Edit, string, string> Bad => new()
    {
        { new Edit.Sharing("nowhere", true), "unknown_mcp_client", "\"nowhere\"" },
        { new Edit.Sharing("c1"), "empty_edit", "allow_on_all_virtual_keys" },
        { new Edit.Sharing("c1", Remove: ["nobody"]), "unknown_virtual_key", "\"nobody\"" },
        { new Edit.Sharing("c1", Add: [new("vk1", ["*"])], Remove: ["vk1"]), "duplicate", "\"vk1\" is named twice" },
        { new Edit.Bulk(), "empty_edit", "\"who\"" },
        { new Edit.Bulk(new BulkWho(All: true)), "empty_edit", "grant or to revoke" },
        { new Edit.Bulk(new BulkWho(GroupIds: ["g1"]), [new("c1", ["*"])]), "nobody", "No virtual key is meant" },
        { new Edit.Bulk(new BulkWho(UserIds: ["nobody"]), [new("c1", ["*"])]), "unknown_user", "\"nobody\"" },
        { new Edit.Bulk(new BulkWho(All: true), [new("c1", ["*"])], ["c1"]), "duplicate", "\"c1\" is named twice" },
        { new Edit.Bulk(Rows: [new("vk1", "c1", BulkAction.Grant), new("vk1", "c1", BulkAction.Revoke)]), "contradiction", "more than one row" },
        { new Edit.Bulk(Rows: [new("vk1", "c1", BulkAction.Grant), new("vk1", "c1", BulkAction.Grant)]), "duplicate", "more than one row" },
        { new Edit.Bulk(Rows: [new("vk9", "c9", BulkAction.Grant)]), "unknown_virtual_key", "\"vk9\"" },
        { new Edit.Undo(9), "unknown_change", "no change 9" },
        { new Edit.Owner("vk1", "u1", "g1"), "contradiction", "one user or by one group" },
        { new Edit.Owner("vk1", UserId: "nobody"), "unknown_user", "\"nobody\"" },
        { new Edit.Owner("vk1", GroupId: "nobody"), "unknown_group", "\"nobody\"" },
        { new Edit.GroupMembers("g1"), "empty_edit", "joins" },
        { new Edit.GroupMembers("g1", ["u1"], ["u1"]), "duplicate", "\"u1\" is named twice" },
        { new Edit.GroupMembers("nobody", ["u1"]), "unknown_group", "\"nobody\"" },
        { new Edit.DeleteGroup("nobody"), "unknown_group", "\"nobody\"" },
        { new Edit.Profile("none", true), "unknown_profile", "\"none\"" },
        { new Edit.Profile("p1"), "empty_edit", "is_active" },
        { new Edit.Profile("p1", Set: [], Remove: ["c1"]), "contradiction", "\"set\" replaces" },
        { new Edit.Profile("p1", Assigned: new(), Give: new()), "contradiction", "\"assigned\" replaces" },
        { new Edit.Profile("p1", Add: [new("c1", ["*", "a"])]), "bad_tools", "stand alone" },
        { new Edit.Profile("p1", Give: new(["vk1"]), Take: new(["vk1"])), "duplicate", "\"vk1\" is named twice" },
        { new Edit.DeleteProfile("none"), "unknown_profile", "\"none\"" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_edit_is_refused_by_name_and_changes_nothing(Edit edit, string code, string words)
    {
        var errors = Assert.IsType<PlanOutcome.Rejected>(await database.Reconciler().PlanAsync(edit)).Errors;
        Assert.Contains(errors, error => error.Code == code && error.Message.Contains(words, StringComparison.Ordinal));
        Assert.IsType<CommitOutcome.Rejected>(await database.Reconciler().CommitAsync(edit, new CommitRequest(new Actor("mara", Role.Admin, Origin.Api))));
        using var db = database.CreateDbContext();
        Assert.Empty(db.Changes);
        Assert.Single(db.Grants);
    }

    [Fact]
    public async Task A_user_or_group_in_a_bulk_edit_means_the_keys_they_own()
    {
        var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(
            new Edit.Bulk(new BulkWho(UserIds: ["u1"]), [new("c2", ["*"])]))).Plan;
        Assert.Equal("client_2 granted to key key-2 (all tools)", Assert.Single(plan.Policy).ToString());
    }

    [Fact]
    public async Task A_repair_has_nothing_to_undo()
    {
        database.Add(Some.Token(2, 2, IdentityKind.VirtualKey, 1));
        var done = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(new Edit.Repair(), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page))));
        Assert.Equal([new Tally(CredentialKind.OAuthToken, Move.Orphan, Reason.OutOfStep, 1)], done.Plan.Tallies);
        var refused = Assert.IsType<PlanOutcome.Rejected>(await database.Reconciler().PlanAsync(new Edit.Undo(done.ChangeId)));
        Assert.Equal("nothing_to_undo", Assert.Single(refused.Errors).Code);
    }

    [Fact]
    public async Task Switch_and_grants_of_one_sharing_edit_are_one_change_and_one_undo()
    {
        var reconciler = database.Reconciler();
        var done = Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(
            new Edit.Sharing("c1", true, Remove: ["vk1"]), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page))));
        Assert.Equal(0, done.Plan.Totals.Moving);
        await reconciler.CommitAsync(new Edit.Undo(done.ChangeId), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page)));
        using var db = database.CreateDbContext();
        Assert.False(db.McpClients.Single(client => client.Id == 1).AllowOnAllVirtualKeys);
        Assert.Single(db.Grants);
        Assert.Equal(2, db.Changes.Count());
    }

    [Fact]
    public async Task Tallies_behind_a_key_count_its_rows_and_those_of_its_people()
    {
        database.Add(Some.Grant(2, 1));
        database.Add(Some.Token(2, 1, IdentityKind.VirtualKey, 2));
        database.Add(Some.Token(3, 1, IdentityKind.User, 1));
        var tallies = await database.Reconciler().TallyAsync(new Edit.Sharing("c1", Remove: ["vk2"]), ObjectKind.VirtualKey, ["vk1", "vk2"]);
        Assert.Equal(new MoveCounts(2), tallies["vk2"]);
        Assert.Equal(MoveCounts.None, tallies["vk1"]);
    }

    [Fact]
    public async Task An_undo_that_is_refused_for_another_reason_does_not_speak_of_a_delete()
    {
        database.Add(Some.McpClient(3, auth: Data.Policy.AuthType.PerUserHeaders, headers: ["x-a"]));
        var asked = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(new Edit.HeaderKeys("c3", ["x-b"]), new CommitRequest(new Actor("mara", Role.Admin, Origin.Page))));
        await using (var db = database.CreateDbContext())
            await db.McpClients.Where(client => client.Id == 3).ExecuteUpdateAsync(set => set.SetProperty(client => client.AuthType, Data.Policy.AuthType.None), Xunit.TestContext.Current.CancellationToken);
        var refused = Assert.IsType<PlanOutcome.Rejected>(await database.Reconciler().PlanAsync(new Edit.Undo(asked.ChangeId)));
        Assert.Equal("wrong_auth_type", Assert.Single(refused.Errors).Code);
    }

    [Fact]
    public async Task What_was_deleted_since_cannot_be_given_back()
    {
        var reconciler = database.Reconciler();
        var request = new CommitRequest(new Actor("mara", Role.Admin, Origin.Page));
        var given = Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(new Edit.Profile("p1", Add: [new("c1", ["*"])], Give: new(Groups: ["g1"])), request));
        var joined = Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(new Edit.GroupMembers("g1", ["u1"]), request));
        var owned = Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(new Edit.Owner("vk2"), request));
        await reconciler.CommitAsync(new Edit.DeleteUser("u1"), request);
        await reconciler.CommitAsync(new Edit.DeleteGroup("g1"), request);
        foreach (var change in new[] { given.ChangeId, joined.ChangeId, owned.ChangeId })
            Assert.Equal("gone", Assert.Single(Assert.IsType<PlanOutcome.Rejected>(await reconciler.PlanAsync(new Edit.Undo(change))).Errors).Code);
    }

    public void Dispose() => database.Dispose();
}
