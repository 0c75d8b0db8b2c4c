using Bunit;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Components.Shell;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>What a page shows and does for each role. Hidden buttons are a courtesy: the edit itself is refused.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public RoleTests()
    {
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.User(1), Some.Group(1), Some.VirtualKey(1, "ci-bot"), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Theory]
    [InlineData(Permissions.See, false)]
    [InlineData(Permissions.Commit, true)]
    public async Task A_viewer_works_out_an_edit_and_cannot_commit_it(string role, bool canCommit)
    {
        As(role);
        var key = (await context.Services.GetRequiredService<VirtualKeyQueries>().DetailAsync("vk1"))!;
        var tab = context.Render<AllowlistTab>(parameters => parameters.Add(shown => shown.Key, key));
        tab.WaitForAssertion(() => Assert.Contains("github", tab.Markup, StringComparison.Ordinal));
        Assert.False(tab.Find("fieldset.bare").HasAttribute("disabled"));
        var draft = context.Services.GetRequiredService<PlanSession>().Of("key:vk1", "Allowlist of key ci-bot");
        await draft.PlanNowAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        var confirmation = new Confirmation(draft, context.Services.GetRequiredService<Guardrail>(), context.Services.GetRequiredService<Permit>());
        await confirmation.CheckAsync();
        Assert.Equal(canCommit, confirmation.CanCommit);
        Assert.Equal(canCommit ? null : "You can work this out, and an operator or an admin can commit it. Send them the link to this page and say what you changed.", confirmation.Barred);
    }

    [Theory]
    [InlineData(Permissions.See, false)]
    [InlineData(Permissions.Commit, true)]
    public async Task Only_who_may_edit_finds_the_button_that_makes_a_key(string role, bool canEdit)
    {
        As(role);
        var page = context.Render<VirtualKeysPage>();
        page.WaitForAssertion(() => Assert.Contains("ci-bot", page.Markup, StringComparison.Ordinal));
        Assert.Equal(canEdit ? 1 : 0, page.FindAll("button[aria-label='New virtual key']").Count);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_commit_by_a_viewer_is_refused_and_writes_nothing()
    {
        As(Permissions.See);
        var draft = context.Services.GetRequiredService<PlanSession>().Of("key:vk1", "Allowlist of key ci-bot");
        await draft.PlanNowAsync(new Edit.Allowlist("vk1", Remove: ["c1"]));
        Assert.Equal(DraftStep.Planned, draft.Step);

        await draft.CommitAsync();

        Assert.Equal(DraftStep.Rejected, draft.Step);
        Assert.Contains("Your role does not allow", Assert.Single(draft.Errors).Message, StringComparison.Ordinal);
        await using var db = database.CreateDbContext();
        Assert.Equal((1, 0), (await db.Grants.CountAsync(Cancel), await db.Changes.CountAsync(Cancel)));
    }

    [Fact]
    public async Task An_operator_commits_access_but_not_who_is_in_a_group_nor_takes_that_back()
    {
        As(Permissions.Commit, Permissions.People);
        var session = context.Services.GetRequiredService<PlanSession>();
        var members = new Edit.GroupMembers("g1", Add: ["u1"]);
        Assert.Equal(DraftStep.Committed, await CommitAsync(session.Of("by admin", "Members"), members));

        As(Permissions.Commit);
        Assert.Equal(DraftStep.Committed, await CommitAsync(session.Of("key:vk1", "Allowlist"), new Edit.Allowlist("vk1", Remove: ["c1"])));
        Assert.Equal(DraftStep.Rejected, await CommitAsync(session.Of("group", "Members"), new Edit.GroupMembers("g1", Remove: ["u1"])));
        Assert.Equal(DraftStep.Rejected, await CommitAsync(session.Of("undo", "Undo"), new Edit.Undo(1)));
        Assert.Equal(DraftStep.Rejected, await CommitAsync(session.Of("user", "Delete"), new Edit.DeleteUser("u1")));
        Assert.Equal(DraftStep.Committed, await CommitAsync(session.Of("undo access", "Undo"), new Edit.Undo(2)));
    }

    [Fact]
    public async Task Small_edits_ask_for_the_role_too()
    {
        As(Permissions.Commit);
        Assert.IsType<JointOutcome.Written>(await context.Services.GetRequiredService<NewKeys>().MakeAsync(new("new"), null));
        var refused = Assert.IsType<EditOutcome.Refused>(await context.Services.GetRequiredService<Permitted<PeopleEdits>>().RunAsync((edits, by) => edits.CreateGroupAsync(by, "Data")));
        Assert.Contains("it takes an admin", refused.Message, StringComparison.Ordinal);
        As(Permissions.See);
        Assert.IsType<JointOutcome.Refused>(await context.Services.GetRequiredService<NewKeys>().MakeAsync(new("another"), null));
        Assert.IsType<EditOutcome.Refused>(await context.Services.GetRequiredService<Permitted<VirtualKeyEdits>>().RunAsync((edits, by) => edits.RotateAsync(by, "vk1")));
        await using var db = database.CreateDbContext();
        Assert.Equal((2, 1), (await db.VirtualKeys.CountAsync(Cancel), await db.Groups.CountAsync(Cancel)));
    }

    [Fact]
    public void Whose_sign_in_ended_while_a_page_stood_open_is_told_that_and_not_that_a_role_is_missing()
    {
        As(Permissions.Commit);
        Assert.Contains("Your role does not allow this page.", context.Render<NotAllowed>().Markup, StringComparison.Ordinal);
        context.Authorization.SetNotAuthorized();
        Assert.Contains("You are signed out", context.Render<NotAllowed>().Markup, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<DraftStep> CommitAsync(Draft draft, Edit edit)
    {
        await draft.PlanNowAsync(edit);
        await draft.CommitAsync();
        return draft.Step;
    }

    /// <summary>The policies that hold for whoever is signed in from now on.</summary>
    private void As(params string[] policies) => context.Authorization.SetAuthorized("vera").SetPolicies([Permissions.See, .. policies]);
}
