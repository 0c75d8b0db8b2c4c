using Bunit;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Drafts;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>What becomes of a draft whose commit was sent: the answer may be lost, and the server may go at any moment.</summary>
public sealed class LandedDraftTests : KeptDraftWorld
{
    [Fact]
    public async Task A_commit_that_landed_while_its_page_was_lost_is_told_as_landed_and_its_draft_ends()
    {
        var plan = await PlanAsync();
        await KeepCommittingAsync(plan);
        // What was picked for it is done with it too.
        await new KeptDrafts(Database, Database.WritesAt(), TimeProvider.System).KeepAsync("a1", "key:vk1:picks", "Picks", "{}", Xunit.TestContext.Current.CancellationToken);
        Assert.IsType<CommitOutcome.Committed>(await Database.Reconciler().CommitAsync(Removal, new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page)) { Fingerprint = plan.Fingerprint }, Xunit.TestContext.Current.CancellationToken));

        await using var context = new PageContext(Database);
        var session = context.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(Mara);

        Assert.Equal(1, Assert.IsType<LandedCommit.Landed>(Assert.Single(session.LostAnswers).Came).ChangeId);
        Assert.Null(session.Find("key:vk1"));
        Assert.False(Kept());
        Assert.Contains("Allowlist of key ci-bot: your commit landed on", context.Render<DraftNotes>().Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_landed_stays_marked_until_it_ends_so_that_a_server_that_goes_in_between_brings_no_edit_back()
    {
        await using var context = new PageContext(Database);
        var (draft, marks) = await CommittingAsync(context);

        var noted = "";
        draft.OnLanding = (_, fingerprint) =>
        {
            noted = fingerprint;
            return Task.CompletedTask;
        };

        await draft.CommitAsync();

        Assert.Equal(DraftStep.Committed, draft.Step);
        Assert.Equal([draft.Plan!.Fingerprint], marks);
        Assert.Equal(draft.Plan.Fingerprint, noted);
        await UntilAsync(() => !Kept());
    }

    [Fact]
    public async Task A_commit_that_could_not_be_noted_before_is_noted_with_what_it_wrote()
    {
        await using (var context = new PageContext(Database))
        {
            var (draft, _) = await CommittingAsync(context);
            var fingerprint = draft.Plan!.Fingerprint;
            var request = new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page)) { Fingerprint = fingerprint, Along = step => draft.OnLanding!(step, fingerprint) };
            Assert.IsType<CommitOutcome.Committed>(await Database.Reconciler().CommitAsync(Removal, request, Xunit.TestContext.Current.CancellationToken));
        }
        Assert.True(Kept());

        await using var next = new PageContext(Database);
        var session = next.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(Mara);

        Assert.Equal(1, Assert.IsType<LandedCommit.Landed>(Assert.Single(session.LostAnswers).Came).ChangeId);
        Assert.Null(session.Find("key:vk1"));
    }

    [Fact]
    public async Task A_draft_whose_commit_was_refused_is_an_edit_in_progress_again()
    {
        await using var context = new PageContext(Database);
        var (draft, marks) = await CommittingAsync(context);
        await Database.Reconciler().CommitAsync(new Edit.DeleteVirtualKey("vk1"), new CommitRequest(new Actor("jo", Role.Admin, Origin.Page)), Xunit.TestContext.Current.CancellationToken);

        await draft.CommitAsync();

        Assert.Equal(DraftStep.Rejected, draft.Step);
        Assert.Equal([draft.Plan!.Fingerprint, null], marks);
        Assert.True(Kept());
    }

    [Fact]
    public async Task A_commit_that_did_not_land_is_told_so_and_its_edit_is_back()
    {
        await KeepCommittingAsync(await PlanAsync());

        await using var context = new PageContext(Database);
        var session = context.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(Mara);

        Assert.IsType<LandedCommit.DidNotLand>(Assert.Single(session.LostAnswers).Came);
        Assert.NotNull(session.Find("key:vk1")!.Edit);
    }

    [Fact]
    public async Task While_a_commit_is_still_being_written_nobody_says_that_it_did_not_land()
    {
        var commits = new LandedCommits(Database);
        var since = DateTimeOffset.UnixEpoch;
        using (commits.Write("f1"))
            Assert.IsType<LandedCommit.StillWriting>(await commits.FindAsync("f1", since, Xunit.TestContext.Current.CancellationToken));

        Assert.IsType<LandedCommit.DidNotLand>(await commits.FindAsync("f1", since, Xunit.TestContext.Current.CancellationToken));
    }

    private async Task<Plan> PlanAsync() =>
        Assert.IsType<PlanOutcome.Planned>(await Database.Reconciler().PlanAsync(Removal, Xunit.TestContext.Current.CancellationToken)).Plan;

    /// <summary>A kept draft that is about to be committed, and what is noted of its commit.</summary>
    private static async Task<(Draft Draft, List<string?> Marks)> CommittingAsync(PageContext context)
    {
        var draft = await BeginAsync(context);
        await draft.ProposeAsync(Removal);
        await UntilAsync(() => draft is { KeptAt: not null, Step: DraftStep.Planned });
        var marks = new List<string?>();
        var keep = draft.OnCommitting!;
        draft.OnCommitting = fingerprint =>
        {
            marks.Add(fingerprint);
            return keep(fingerprint);
        };
        return (draft, marks);
    }

    private async Task KeepCommittingAsync(Plan plan)
    {
        var drafts = new KeptDrafts(Database, Database.WritesAt(TimeProvider.System), TimeProvider.System);
        await drafts.KeepAsync("a1", "key:vk1", "Allowlist of key ci-bot", System.Text.Json.JsonSerializer.Serialize(Removal, DataJson.Options), Xunit.TestContext.Current.CancellationToken);
        await drafts.MarkAsync("a1", "key:vk1", plan.Fingerprint, Xunit.TestContext.Current.CancellationToken);
    }
}
