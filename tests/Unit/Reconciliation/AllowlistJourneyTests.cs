using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>The main job, without a browser: see the consequence, commit exactly that, undo it.</summary>
public sealed class AllowlistJourneyTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly Reconciler reconciler;
    private static readonly CommitRequest ByMara = new(Some.Named("mara"), "SEC-1");
    private static readonly Edit UntickBoth = new Edit.Allowlist("vk1", Remove: ["c1", "c2"]);
    private static readonly Edit TickBoth = new Edit.Allowlist("vk1", Add: [new("c1", ["*"]), new("c2", ["*"])]);

    public AllowlistJourneyTests()
    {
        reconciler = database.Reconciler();
        database.Add(Some.VirtualKey(1), Some.McpClient(1), Some.McpClient(2), Some.McpClient(3), Some.Grant(1, 1), Some.Grant(1, 2));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        database.Add(Some.Header(1, 2, IdentityKind.VirtualKey, 1));
        database.Add(Some.OAuthFlow(1, 1, IdentityKind.VirtualKey, 1), Some.HeaderFlow(1, 2, IdentityKind.VirtualKey, 1));
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Unticking_both_clients_orphans_two_credentials_and_drops_two_flows()
    {
        var plan = await Plan(UntickBoth);
        Assert.Equal(new Totals(new MoveCounts(2, 0, 2), 0, 2), plan.Totals);
        Assert.Equal("2 credentials will be orphaned, 2 pending sign-ins will be dropped. 1 key.", plan.Summary);

        var page = await reconciler.PageAsync(UntickBoth, new TransitionQuery());
        Assert.Equal(["t1", "of1", "h1", "hf1"], page.Items.Select(row => row.Id));
        Assert.All(page.Items, row => Assert.Equal(Reason.RemovedFromAllowlist, row.Reason));
        Assert.Equal(4, page.Total);
        Assert.Null(page.NextCursor);
    }

    [Fact]
    public async Task What_was_orphaned_comes_back_when_the_grants_do_but_dropped_flows_do_not()
    {
        var first = Assert.IsType<CommitOutcome.Committed>(await Commit(UntickBoth));
        using (var db = database.CreateDbContext())
        {
            var token = await db.OAuthTokens.SingleAsync();
            Assert.Equal(CredentialStatus.Orphaned, token.Status);
            Assert.Equal(first.ChangeId, token.OrphanedByChangeId);
            Assert.Empty(db.OAuthFlows);
            Assert.Empty(db.HeaderFlows);
            Assert.Equal(4, await db.ChangedCredentials.CountAsync(row => row.ChangeId == first.ChangeId));
        }
        var plan = await Plan(TickBoth);
        Assert.Equal(new Totals(new MoveCounts(0, 2, 0), 0, 0), plan.Totals);
        var second = Assert.IsType<CommitOutcome.Committed>(await Commit(TickBoth));
        using (var db = database.CreateDbContext())
            Assert.Equal(CredentialStatus.Active, (await db.HeaderCredentials.SingleAsync()).Status);

        var undo = await Plan(new Edit.Undo(second.ChangeId));
        Assert.Equal(new Totals(new MoveCounts(2, 0, 0), 0, 2), undo.Totals);
        Assert.Equal(["client_1 removed from key key-1 (it had all tools)", "client_2 removed from key key-1 (it had all tools)"],
            undo.Policy.Select(line => line.ToString()));
    }

    [Fact]
    public async Task Committing_the_same_plan_twice_does_it_once()
    {
        var plan = await Plan(UntickBoth);
        var request = ByMara with { Fingerprint = plan.Fingerprint, Reviewed = plan };
        var first = Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(UntickBoth, request));
        var again = Assert.IsType<CommitOutcome.AlreadyCommitted>(await reconciler.CommitAsync(UntickBoth, request));
        Assert.Equal(first.ChangeId, again.ChangeId);
        using var db = database.CreateDbContext();
        Assert.Single(db.Changes);
    }

    [Fact]
    public async Task A_plan_is_stale_when_somebody_edited_the_key_meanwhile_and_says_who_and_how_the_numbers_differ()
    {
        var plan = await Plan(UntickBoth);
        await reconciler.CommitAsync(new Edit.Allowlist("vk1", Remove: ["c2"]), new(new Actor("tomas", Role.Admin, Origin.Page)));

        var stale = Assert.IsType<CommitOutcome.Stale>(
            await reconciler.CommitAsync(UntickBoth, ByMara with { Fingerprint = plan.Fingerprint, Reviewed = plan }));
        Assert.Equal("tomas", Assert.Single(stale.Moved.Changes).Actor);
        Assert.Equal((2, 1), (stale.Moved.Was!.Orphan, stale.Moved.Now.Orphan));
        using (var db = database.CreateDbContext())
            Assert.Single(db.Changes);

        var fresh = ByMara with { Fingerprint = stale.Fresh.Fingerprint, Reviewed = stale.Fresh };
        Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(UntickBoth, fresh));
    }

    [Fact]
    public async Task One_credential_swapped_for_another_makes_the_plan_stale_although_the_counts_are_the_same()
    {
        var plan = await Plan(UntickBoth);
        using (var db = database.CreateDbContext())
            await db.OAuthTokens.ExecuteDeleteAsync();
        database.Add(Some.Token(2, 1, IdentityKind.VirtualKey, 1));

        var stale = Assert.IsType<CommitOutcome.Stale>(
            await reconciler.CommitAsync(UntickBoth, ByMara with { Fingerprint = plan.Fingerprint, Reviewed = plan }));
        Assert.Equal(plan.Totals, stale.Fresh.Totals);
    }

    [Fact]
    public async Task An_edit_of_another_key_does_not_make_the_plan_stale()
    {
        database.Add(Some.VirtualKey(2), Some.Grant(2, 1));
        database.Add(Some.Token(5, 1, IdentityKind.VirtualKey, 2));
        var plan = await Plan(UntickBoth);
        Assert.IsType<CommitOutcome.Committed>(await reconciler.CommitAsync(new Edit.Allowlist("vk2", Remove: ["c1"]), ByMara));
        Assert.Equal(plan.Fingerprint, (await Plan(UntickBoth)).Fingerprint);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_has_an_empty_plan_and_writes_no_record()
    {
        var plan = await Plan(TickBoth);
        Assert.True(plan.IsEmpty);
        Assert.IsType<CommitOutcome.Nothing>(await Commit(TickBoth));
        using var db = database.CreateDbContext();
        Assert.Empty(db.Changes);
    }

    [Fact]
    public async Task Bad_input_is_refused_by_name_and_changes_nothing()
    {
        var outcome = Assert.IsType<PlanOutcome.Rejected>(await reconciler.PlanAsync(
            new Edit.Allowlist("vk1", Add: [new("c1", ["*", "x"]), new("nope", []), new("c2", [])], Remove: ["c2"])));
        Assert.Equal(["duplicate", "unknown_mcp_client", "bad_tools"], outcome.Errors.Select(error => error.Code));
        Assert.IsType<PlanOutcome.Rejected>(await reconciler.PlanAsync(new Edit.Allowlist("vk9", Remove: [])));
        Assert.IsType<CommitOutcome.Rejected>(await Commit(new Edit.Undo(77)));
    }

    private async Task<Plan> Plan(Edit edit) => Assert.IsType<PlanOutcome.Planned>(await reconciler.PlanAsync(edit)).Plan;

    private Task<CommitOutcome> Commit(Edit edit) => reconciler.CommitAsync(edit, ByMara);
}
