using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Credentials that an admin revokes, and orphans at the end of their time.</summary>
public sealed class RemovalTests : IDisposable
{
    private static readonly CommitRequest Ana = new(Some.Named("ana"));
    private readonly TestDatabase database = new();

    public RemovalTests()
    {
        database.Add(Some.User(1, "Ana"), Some.McpClient(1, "jira"), Some.McpClient(2, "acme"), Some.VirtualKey(1, "ci-bot", user: 1), new HeaderNameSet { Id = 1, Names = [] });
        database.Add(Some.Grant(1, 1));
        database.Add([
            .. Some.Token(1, 1, IdentityKind.VirtualKey, 1),
            .. Some.Token(2, 1, IdentityKind.User, 1),
            .. Some.Header(1, 2, IdentityKind.VirtualKey, 1, orphaned: true),
            Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1),
            Some.OAuthFlow(2, 1, IdentityKind.VirtualKey, 1, FlowStatus.Authorized),
            Some.OAuthFlow(3, 1, IdentityKind.VirtualKey, 1, FlowStatus.Completed),
            Some.OAuthFlow(4, 1, IdentityKind.User, 1),
        ]);
    }

    [Fact]
    public async Task FL_06_a_revoked_credential_goes_with_every_flow_that_would_bring_it_back()
    {
        var edit = new Edit.RevokeCredentials(["t1"]);
        var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(edit)).Plan;
        Assert.Equal((3, 1), (plan.Totals.Moves.Delete, plan.Totals.Lost));
        Assert.Equal(["jira revoked: OAuth token of key ci-bot"], plan.Policy.Select(line => line.ToString()));
        Assert.Contains("What is deleted is gone: this change offers no undo.", plan.Warnings);

        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(edit, Ana with { Fingerprint = plan.Fingerprint }));

        using var db = database.CreateDbContext();
        Assert.Equal([2L], db.OAuthTokens.Select(row => row.Id));
        Assert.Equal([2L], db.OAuthTokenSecrets.Select(row => row.Id));
        Assert.Equal([3L, 4L], db.OAuthFlows.OrderBy(row => row.Id).Select(row => row.Id));
    }

    [Fact]
    public async Task A_revoke_is_on_the_record_of_its_client_and_its_key_and_cannot_be_undone()
    {
        var change = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(new Edit.RevokeCredentials(["t1", "t2"]), Ana)).ChangeId;

        var changes = new ChangeQueries(database);
        foreach (var filter in new ChangeFilter[] { new() { VirtualKeyId = "vk1" }, new() { McpClientId = "c1" }, new() { UserId = "u1" } })
            Assert.Equal(change, Assert.Single((await changes.ListAsync(filter, new Window())).Items).Id);
        Assert.Equal(Reason.Revoked, (await changes.RowsAsync(change, new MovedRowFilter(), new Window())).Items[0].Reason);
        Assert.Equal("gone", Assert.Single(Assert.IsType<PlanOutcome.Rejected>(await database.Reconciler().PlanAsync(new Edit.Undo(change))).Errors).Code);
    }

    [Fact]
    public async Task A_pending_sign_in_is_revoked_on_its_own()
    {
        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(new Edit.RevokeCredentials(["of4"]), Ana));

        using var db = database.CreateDbContext();
        Assert.Equal((2, 3), (db.OAuthTokens.Count(), db.OAuthFlows.Count()));
    }

    [Theory]
    [InlineData("unknown_credential", "t1", "t99")]
    [InlineData("unknown_credential", "of3")]
    [InlineData("duplicate", "t1", "t1")]
    [InlineData("bad_ids")]
    public async Task What_cannot_be_revoked_is_named(string code, params string[] ids) =>
        Assert.Equal(code, Assert.Single(Assert.IsType<PlanOutcome.Rejected>(await database.Reconciler().PlanAsync(new Edit.RevokeCredentials(ids))).Errors).Code);

    [Fact]
    public async Task A_revoke_that_is_committed_twice_is_done_once()
    {
        var edit = new Edit.RevokeCredentials(["t1"]);
        var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(edit)).Plan;
        var first = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(edit, Ana with { Fingerprint = plan.Fingerprint }));

        Assert.Equal(first.ChangeId, Assert.IsType<CommitOutcome.AlreadyCommitted>(await database.Reconciler().CommitAsync(edit, Ana with { Fingerprint = plan.Fingerprint })).ChangeId);
    }

    [Fact]
    public async Task A_flow_that_begins_after_the_review_of_a_revoke_makes_it_stale()
    {
        var edit = new Edit.RevokeCredentials(["h1"]);
        var plan = Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(edit)).Plan;
        database.Add(Some.HeaderFlow(1, 2, IdentityKind.VirtualKey, 1));

        Assert.IsType<CommitOutcome.Stale>(await database.Reconciler().CommitAsync(edit, Ana with { Fingerprint = plan.Fingerprint, Reviewed = plan }));
    }

    [Fact]
    public async Task DL_05_a_purge_takes_the_orphans_of_before_and_no_others()
    {
        database.Add(Some.Token(3, 2, IdentityKind.VirtualKey, 1, orphaned: true));
        var purge = new Edit.Purge(Some.Time.AddMinutes(1));

        Assert.IsType<CommitOutcome.Nothing>(await database.Reconciler().CommitAsync(purge with { OrphanedBefore = Some.Time }, Ana));
        var plan = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(purge with { Limit = 1 }, Ana)).Plan;

        Assert.Equal("1 orphan purged (orphaned before 23 Nov 2026, 09:31 UTC)", Assert.Single(plan.Policy).ToString());
        Assert.Equal(new Tally(CredentialKind.OAuthToken, Move.Delete, Reason.OrphanTimeOver, 1), Assert.Single(plan.Tallies));
        using var after = database.CreateDbContext();
        Assert.Equal(1, after.HeaderCredentials.Count());
    }

    [Fact]
    public async Task An_orphan_that_a_grant_covers_all_the_same_is_not_purged()
    {
        database.Add(Some.Grant(1, 2));

        Assert.IsType<CommitOutcome.Nothing>(await database.Reconciler().CommitAsync(new Edit.Purge(Some.Time.AddMinutes(1)), Ana));
    }

    [Fact]
    public async Task DL_06_a_credential_that_needs_a_sign_in_is_kept_however_old()
    {
        database.Add(Some.Token(3, 1, IdentityKind.Session, 1, health: CredentialHealth.NeedsReauth));
        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(new Edit.Purge(Some.Time.AddYears(10)), Ana));

        using var db = database.CreateDbContext();
        Assert.Equal([1L, 2L, 3L], db.OAuthTokens.OrderBy(row => row.Id).Select(row => row.Id));
        Assert.Empty(db.HeaderCredentials);
    }

    public void Dispose() => database.Dispose();
}
