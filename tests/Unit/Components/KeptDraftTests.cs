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
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>An edit in progress outlives its page, its connection and the server.</summary>
public sealed class KeptDraftTests : KeptDraftWorld
{
    [Fact]
    public async Task An_edit_that_a_lost_page_left_is_there_on_the_next_one_and_planned_anew()
    {
        await using (var lost = new PageContext(Database))
        {
            var draft = await BeginAsync(lost);
            await draft.ProposeAsync(Removal);
            await UntilAsync(() => draft.KeptAt is not null);
        }

        await using var next = new PageContext(Database);
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
        await using (var lost = new PageContext(Database))
        {
            var draft = await BeginAsync(lost);
            await draft.ProposeAsync(Removal);
            await UntilAsync(() => draft.KeptAt is not null);
        }

        await using var next = new PageContext(Database);
        var session = next.Services.GetRequiredService<PlanSession>();
        await session.TakeUpAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "a2")], "test")));

        Assert.Null(session.Find("key:vk1"));
    }

    [Fact]
    public async Task A_discarded_edit_is_not_kept()
    {
        await using var context = new PageContext(Database);
        var draft = await BeginAsync(context);
        await draft.ProposeAsync(Removal);
        await UntilAsync(() => draft.KeptAt is not null);

        await draft.DiscardAsync();

        await UntilAsync(() => !Kept());
        Assert.Null(draft.KeptAt);
    }

    [Fact]
    public async Task Picks_of_an_assignment_are_there_after_a_reload_with_the_filter_they_were_made_with()
    {
        await using (var lost = new PageContext(Database))
        {
            await lost.Services.GetRequiredService<PlanSession>().TakeUpAsync(Mara);
            var session = lost.Services.GetRequiredService<AssignSession>();
            session.Pick(new KeyChoice("vk1", "ci-bot", null), true);
            session.Mean("?q=bot");
            session.Assign("c1", new AssignedClient("c1", "github", 3, ToolList.Of(["read"])));
            await UntilAsync(Kept);
        }

        await using var next = new PageContext(Database);
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
        var keeper = new DraftKeeper(new KeptDrafts(Database, Database.WritesAt(clock), clock), new LandedCommits(Database), clock, new Failures(log));
        await keeper.TakeUpAsync("a1");
        var draft = new Draft("Allowlist of key ci-bot", Database.Reconciler(), clock, _ => Task.FromResult<Actor?>(null), new LandedCommits(Database), log);
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

    private string Subjects()
    {
        using var db = Database.CreateDbContext();
        return string.Join(' ', db.Drafts.AsNoTracking().Select(draft => draft.Subject).Order());
    }

    /// <summary>As the program's own is once it has ended.</summary>
    private sealed class GoneServices : IDbContextFactory<DashboardDbContext>
    {
        public DashboardDbContext CreateDbContext() => throw new ObjectDisposedException(nameof(IServiceProvider));
    }
}
