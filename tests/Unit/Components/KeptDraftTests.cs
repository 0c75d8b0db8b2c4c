using System.Security.Claims;
using Bunit;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data;
using Gatehouse.Data.Drafts;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>An edit in progress outlives its page, its connection and the server; a lost answer to a commit is asked for.</summary>
public sealed class KeptDraftTests : IAsyncLifetime
{
    private static readonly ClaimsPrincipal Mara = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "a1"), new(ClaimTypes.Name, "mara.holt")], "test"));
    private static readonly Edit Removal = new Edit.Allowlist("vk1", Remove: ["c1"]);
    private readonly TestDatabase database = new();

    public KeptDraftTests()
    {
        database.Add(Some.McpClient(1, "github"), Some.VirtualKey(1, "ci-bot"));
        database.Add(Some.Grant(1, 1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        database.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_edit_that_a_lost_page_left_is_there_on_the_next_one_and_planned_anew()
    {
        await using (var lost = new PageContext(database))
        {
            var draft = await BeginAsync(lost);
            await draft.ProposeAsync(Removal);
            await UntilAsync(() => draft.KeptAt is not null);
        }

        await using var next = new PageContext(database);
        var session = next.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(Mara);
        var back = session.Of("key:vk1", "Allowlist of key ci-bot");

        await UntilAsync(() => back.Step == DraftStep.Planned);
        Assert.Equal(["c1"], Assert.IsType<Edit.Allowlist>(back.Edit).Remove);
        Assert.NotNull(back.TakenUpFrom);
    }

    [Fact]
    public async Task A_draft_of_one_account_is_not_shown_to_another()
    {
        await using (var lost = new PageContext(database))
        {
            var draft = await BeginAsync(lost);
            await draft.ProposeAsync(Removal);
            await UntilAsync(() => draft.KeptAt is not null);
        }

        await using var next = new PageContext(database);
        var session = next.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "a2")], "test")));

        Assert.Null(session.Find("key:vk1"));
    }

    [Fact]
    public async Task A_discarded_edit_is_not_kept()
    {
        await using var context = new PageContext(database);
        var draft = await BeginAsync(context);
        await draft.ProposeAsync(Removal);
        await UntilAsync(() => draft.KeptAt is not null);

        await draft.DiscardAsync();

        await UntilAsync(() => !Kept());
        Assert.Null(draft.KeptAt);
    }

    [Fact]
    public async Task A_commit_that_landed_while_its_page_was_lost_is_told_as_landed_and_its_draft_ends()
    {
        var plan = await PlanAsync();
        await KeepCommittingAsync(plan);
        // What was picked for it is done with it too.
        await new KeptDrafts(database, database.WritesAt(), TimeProvider.System).KeepAsync("a1", "key:vk1:picks", "Picks", "{}", Xunit.TestContext.Current.CancellationToken);
        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(Removal, new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page)) { Fingerprint = plan.Fingerprint }, Xunit.TestContext.Current.CancellationToken));

        await using var context = new PageContext(database);
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
        await using var context = new PageContext(database);
        var (draft, marks) = await CommittingAsync(context);

        await draft.CommitAsync();

        Assert.Equal(DraftStep.Committed, draft.Step);
        Assert.Equal([draft.Plan!.Fingerprint], marks);
        await UntilAsync(() => !Kept());
    }

    [Fact]
    public async Task A_draft_whose_commit_was_refused_is_an_edit_in_progress_again()
    {
        await using var context = new PageContext(database);
        var (draft, marks) = await CommittingAsync(context);
        await database.Reconciler().CommitAsync(new Edit.DeleteVirtualKey("vk1"), new CommitRequest(new Actor("jo", Role.Admin, Origin.Page)), Xunit.TestContext.Current.CancellationToken);

        await draft.CommitAsync();

        Assert.Equal(DraftStep.Rejected, draft.Step);
        Assert.Equal([draft.Plan!.Fingerprint, null], marks);
        Assert.True(Kept());
    }

    [Fact]
    public async Task A_commit_that_did_not_land_is_told_so_and_its_edit_is_back()
    {
        await KeepCommittingAsync(await PlanAsync());

        await using var context = new PageContext(database);
        var session = context.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(Mara);

        Assert.IsType<LandedCommit.DidNotLand>(Assert.Single(session.LostAnswers).Came);
        Assert.NotNull(session.Find("key:vk1")!.Edit);
    }

    [Fact]
    public async Task While_a_commit_is_still_being_written_nobody_says_that_it_did_not_land()
    {
        var commits = new LandedCommits(database);
        var since = DateTimeOffset.UnixEpoch;
        using (commits.Write("f1"))
            Assert.IsType<LandedCommit.StillWriting>(await commits.FindAsync("f1", since, Xunit.TestContext.Current.CancellationToken));

        Assert.IsType<LandedCommit.DidNotLand>(await commits.FindAsync("f1", since, Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Picks_of_an_assignment_are_there_after_a_reload_with_the_filter_they_were_made_with()
    {
        await using (var lost = new PageContext(database))
        {
            await lost.Services.GetRequiredService<PlanSession>().TakeUpAsync(Mara);
            var session = lost.Services.GetRequiredService<AssignSession>();
            session.Pick(new KeyChoice("vk1", "ci-bot", null), true);
            session.Mean("?q=bot");
            session.Assign("c1", new AssignedClient("c1", "github", 3, ToolList.Of(["read"])));
            await UntilAsync(Kept);
        }

        await using var next = new PageContext(database);
        await next.Services.GetRequiredService<PlanSession>().TakeUpAsync(Mara);
        var back = next.Services.GetRequiredService<AssignSession>();
        back.TakeUp();

        Assert.Equal(["ci-bot"], back.Keys.Select(key => key.Name));
        Assert.Equal("?q=bot", back.Filter);
        Assert.Equal(["read"], back.Client("c1")!.Tools!.Names);
    }

    [Fact]
    public async Task A_circuit_that_ends_within_a_second_of_the_last_click_leaves_the_edit_and_the_picks_and_no_line_in_the_log()
    {
        var (clock, log) = (new FakeTimeProvider(Some.Time), new LogLines<Failures>());
        var keeper = new DraftKeeper(new KeptDrafts(database, database.WritesAt(clock), clock), new LandedCommits(database), clock, new Failures(log));
        await keeper.TakeUpAsync("a1");
        var draft = new Draft("Allowlist of key ci-bot", database.Reconciler(), clock, _ => Task.FromResult<Actor?>(null), new LandedCommits(database), log);
        keeper.Keep("key:vk1", draft);
        _ = draft.ProposeAsync(Removal);
        keeper.KeepText("assign:picks", "Assignment", "[]");

        draft.Dispose();
        keeper.Dispose();

        await UntilAsync(() => Subjects() == "assign:picks key:vk1");
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_program_that_ends_meanwhile_is_no_failure_of_a_page()
    {
        var log = new LogLines<Failures>();
        var gone = new GoneServices();
        using var writes = new Writes(gone, TestDatabase.Rules, TimeProvider.System, new LogLines<Writes>());
        using var keeper = new DraftKeeper(new KeptDrafts(gone, writes, TimeProvider.System), new LandedCommits(gone), TimeProvider.System, new Failures(log));

        await keeper.TakeUpAsync("a1");
        Assert.DoesNotContain(log.Lines, line => line.Level > LogLevel.Debug);

        new Failures(log).Report(new InvalidOperationException("A fault."));
        Assert.Single(log.Lines, line => line.Level == LogLevel.Error);
    }

    private static async Task<Draft> BeginAsync(PageContext context)
    {
        var session = context.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(Mara);
        return session.Of("key:vk1", "Allowlist of key ci-bot");
    }

    private async Task<Plan> PlanAsync() =>
        Assert.IsType<PlanOutcome.Planned>(await database.Reconciler().PlanAsync(Removal, Xunit.TestContext.Current.CancellationToken)).Plan;

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
        var drafts = new KeptDrafts(database, database.WritesAt(TimeProvider.System), TimeProvider.System);
        await drafts.KeepAsync("a1", "key:vk1", "Allowlist of key ci-bot", System.Text.Json.JsonSerializer.Serialize(Removal, DataJson.Options), Xunit.TestContext.Current.CancellationToken);
        await drafts.MarkAsync("a1", "key:vk1", plan.Fingerprint, Xunit.TestContext.Current.CancellationToken);
    }

    private string Subjects()
    {
        using var db = database.CreateDbContext();
        return string.Join(' ', db.Drafts.AsNoTracking().Select(draft => draft.Subject).Order());
    }

    private bool Kept()
    {
        using var db = database.CreateDbContext();
        return db.Drafts.AsNoTracking().Any();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < PageContext.Patience, "It did not come to hold.");
            await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As the program's own is once it has ended.</summary>
    private sealed class GoneServices : IDbContextFactory<DashboardDbContext>
    {
        public DashboardDbContext CreateDbContext() => throw new ObjectDisposedException(nameof(IServiceProvider));
    }
}
