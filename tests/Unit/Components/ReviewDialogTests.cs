using Bunit;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Settings;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

public sealed class ReviewDialogTests : IAsyncLifetime
{
    private static readonly Edit Remove = new Edit.Allowlist("vk1", Remove: ["c1", "c2"]);
    private readonly TestDatabase database = new();

    public ReviewDialogTests()
    {
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"), Some.McpClient(3, "wiki"));
        database.Add(Some.VirtualKey(1, "ci-bot"));
        database.Add(Some.Grant(1, 1), Some.Grant(1, 2));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        database.Add(Some.Token(2, 2, IdentityKind.VirtualKey, 1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        database.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_review_shows_edit_tally_and_rows_and_its_button_says_what_it_does()
    {
        await using var context = new PageContext(database);
        var (frame, _, review) = Open(context);

        Assert.Contains("github is removed from key ci-bot", frame.Find(".policy").Words(), StringComparison.Ordinal);
        Assert.Equal(2, frame.FindAll("table[aria-label='Rows that would move'] tbody tr").Count);
        frame.WaitForElement(".alert.warn");
        Assert.Contains("This removes the last grant of key ci-bot.", frame.Find(".alert.warn").TextContent, StringComparison.Ordinal);
        var commit = frame.Button("Commit: orphan 2");
        Assert.Contains("danger", commit.ClassName, StringComparison.Ordinal);
        frame.Press("Commit: orphan 2");

        Assert.True(await review.WaitAsync(PageContext.Patience));
        await using var db = database.CreateDbContext();
        Assert.Empty(db.Grants);
    }

    [Fact]
    public async Task Cancelling_writes_nothing()
    {
        await using var context = new PageContext(database);
        var (frame, _, review) = Open(context);

        frame.Press("Cancel");

        Assert.False(await review.WaitAsync(PageContext.Patience));
        await using var db = database.CreateDbContext();
        Assert.Equal(2, db.Grants.Count());
    }

    [Fact]
    public async Task Over_the_guardrail_the_number_must_be_typed()
    {
        await using var context = new PageContext(database, new LiveSettings(90, 1, 1));
        var (frame, _, _) = Open(context);

        frame.WaitForAssertion(() => Assert.True(frame.Button("Commit: orphan 2").HasAttribute("disabled")));
        frame.Input("#guardrail", "3");
        Assert.True(frame.Button("Commit: orphan 2").HasAttribute("disabled"));
        frame.Input("#guardrail", "2");
        frame.WaitForAssertion(() => Assert.False(frame.Button("Commit: orphan 2").HasAttribute("disabled")));
    }

    [Fact]
    public async Task A_stale_plan_says_who_and_how_the_numbers_differ_and_the_fresh_one_commits()
    {
        await using var context = new PageContext(database);
        var (frame, draft, review) = Open(context);
        frame.Input("#reason", "both go");
        await database.Reconciler().CommitAsync(new Edit.Allowlist("vk1", Remove: ["c2"]), new CommitRequest(new Actor("sam.okafor", Role.Admin, Origin.Page)));

        frame.Press("Commit: orphan 2");

        var alert = frame.WaitForElement(".alert.stale");
        Assert.Equal(DraftStep.Stale, draft.Step);
        Assert.Contains("sam.okafor", alert.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 fewer", alert.TextContent, StringComparison.Ordinal);
        frame.WaitForAssertion(() => Assert.True(frame.Button("Commit").HasAttribute("disabled")));
        frame.Press("Use the fresh plan");
        frame.WaitForAssertion(() => Assert.Equal("both go", frame.Find("#reason").GetAttribute("value")));
        frame.Press("Commit: orphan 1");
        Assert.True(await review.WaitAsync(PageContext.Patience));
    }

    [Fact]
    public async Task An_empty_plan_cannot_be_committed()
    {
        await using var context = new PageContext(database);
        var (frame, _, _) = Open(context, new Edit.Allowlist("vk1", Remove: ["c3"]));

        Assert.Contains("There is nothing to commit.", frame.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(frame.Button("Commit").HasAttribute("disabled"));
    }

    [Fact]
    public async Task An_edit_that_cannot_be_planned_says_why()
    {
        await using var context = new PageContext(database);
        var (frame, _, _) = Open(context, new Edit.Allowlist("vk9", Remove: ["c3"]));

        Assert.Contains("vk9", frame.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(frame.Button("Commit").HasAttribute("disabled"));
    }

    [Fact]
    public async Task An_edit_that_loses_nothing_has_a_plain_button()
    {
        await using var context = new PageContext(database);
        var (frame, _, _) = Open(context, new Edit.Allowlist("vk1", Add: [new ClientTools("c3", ["*"])]));

        Assert.Contains("No credential is affected.", frame.Markup, StringComparison.Ordinal);
        Assert.Contains("primary", frame.Button("Commit").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_of_a_change_is_reviewed_and_committed_the_same_way()
    {
        await using var context = new PageContext(database);
        var outcome = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(Remove, new CommitRequest(new Actor("sam.okafor", Role.Admin, Origin.Page))));
        var frame = context.RenderFrame();
        var review = frame.InvokeAsync(() => context.Services.GetRequiredService<Reviews>().OpenUndoAsync(outcome.ChangeId));

        frame.WaitForAssertion(() => Assert.Contains("Undo of change 1", frame.Markup, StringComparison.Ordinal));
        frame.Press("Commit: reactivate 2");

        Assert.True(await review.WaitAsync(PageContext.Patience));
        await using var db = database.CreateDbContext();
        Assert.Equal(2, db.Grants.Count(grant => grant.Tools == ToolList.All));
    }

    private static (IRenderedComponent<MudBlazor.MudDialogProvider> Frame, Draft Draft, Task<bool> Review) Open(PageContext context, Edit? edit = null)
    {
        var frame = context.RenderFrame();
        var draft = context.NewDraft();
        var review = frame.InvokeAsync(() => context.Services.GetRequiredService<Reviews>().OpenAsync(draft, edit ?? Remove));
        frame.WaitForAssertion(() => Assert.NotEmpty(frame.FindAll(".review")));
        frame.WaitForAssertion(() => Assert.True(draft.Step is DraftStep.Planned or DraftStep.Rejected && frame.FindAll(".skeleton").Count == 0));
        if (draft.Plan is { Totals.Moving: > 0 })
            frame.WaitForAssertion(() => Assert.NotEmpty(frame.FindAll("table[aria-label='Rows that would move'] tbody tr")));
        return (frame, draft, review);
    }
}
