using AngleSharp.Dom;
using Bunit;
using Gatehouse.Dashboard.Components.Profiles;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

public sealed class ProfileEditorTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public ProfileEditorTests()
    {
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"), Some.McpClient(3, "wiki", allKeys: true), Some.McpClient(4, "zendesk"), Some.Profile(1), Some.Group(1), Some.User(1, "Ana Ortiz"));
        database.Add(Some.VirtualKey(1, "team-bot", group: 1));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All }, new ProfileGrant { ProfileId = 1, McpClientId = 2, Tools = ToolList.None });
        database.Add(new ProfileAssignment { ProfileId = 1, GroupId = 1 });
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        database.Add(Some.Token(2, 4, IdentityKind.VirtualKey, 1, orphaned: true));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task Each_client_says_what_the_profile_makes_of_it()
    {
        var editor = await RenderAsync();

        Assert.Equal("Granted", Meaning(editor, "c1"));
        Assert.StartsWith("Names it, grants nothing", Meaning(editor, "c2"), StringComparison.Ordinal);
        Assert.Equal("All keys", Meaning(editor, "c3"));
        Assert.Equal("Not named", Meaning(editor, "c4"));
        Assert.True(Box(editor, "github").IsChecked());
        Assert.False(Box(editor, "jira").IsChecked());
        editor.Click(() => editor.FindAll(".segments button")[1]);
        editor.WaitForAssertion(() => Assert.Equal(["c1", "c2"], editor.FindAll("tr[data-client]").Select(row => row.GetAttribute("data-client"))));
    }

    [Fact]
    public async Task Unticking_a_client_shows_whose_credentials_go_and_discarding_takes_it_back()
    {
        var editor = await RenderAsync();

        Tick(editor, "github", false);

        editor.WaitForAssertion(() => Assert.Contains("1 credential will be orphaned", editor.Find(".gh-impact .sentence").TextContent, StringComparison.Ordinal));
        editor.WaitForAssertion(() => Assert.Equal("1 orphaned", editor.Find("tr[data-client=c1] .what").TextContent));
        editor.WaitForAssertion(() => Assert.Contains("1 client changed", editor.Find(".commit-bar").TextContent, StringComparison.Ordinal));
        editor.Press("Discard");
        editor.WaitForAssertion(() => Assert.True(Box(editor, "github").IsChecked()));
        editor.WaitForAssertion(() => Assert.Empty(editor.FindAll(".commit-bar")));
    }

    [Fact]
    public async Task A_client_named_with_no_tools_is_taken_out_by_name()
    {
        var editor = await RenderAsync();

        editor.Click("[aria-label='Take out jira']");

        editor.WaitForAssertion(() => Assert.Equal("Not named", Meaning(editor, "c2")));
        Assert.Equal(["c2"], Assert.IsType<Edit.Profile>(Draft.Edit).Remove);
    }

    [Fact]
    public async Task Switch_content_and_whom_it_is_given_to_are_one_edit()
    {
        var editor = await RenderAsync();

        editor.Click("[role=switch]");
        Tick(editor, "zendesk", true);
        editor.Render(parameters => parameters.Add(shown => shown.ShowsGiven, true));
        editor.Click("[aria-label='Take from Group 1']");

        var edit = Assert.IsType<Edit.Profile>(Draft.Edit);
        Assert.Equal(("p1", false, "c4", "g1"), (edit.ProfileId, edit.IsActive, Assert.Single(edit.Add!).McpClientId, Assert.Single(edit.Take!.Groups!)));
        editor.WaitForAssertion(() => Assert.Contains("Off after this edit", editor.Find(".switch-card").TextContent, StringComparison.Ordinal));
        editor.WaitForAssertion(() => Assert.Contains("Switch, 1 client, 1 given or taken", editor.Find(".commit-bar").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_taken_out_stays_in_place_struck_and_can_be_kept()
    {
        var editor = await RenderAsync(given: true);

        editor.Click("[aria-label='Take from Group 1']");
        editor.WaitForAssertion(() => Assert.Contains("1 credential will be orphaned", editor.Find(".gh-impact .sentence").TextContent, StringComparison.Ordinal));
        editor.WaitForAssertion(() => Assert.Contains("changed lose", editor.Find("tr[data-party=g1]").ClassName, StringComparison.Ordinal));
        Assert.Equal("1 orphaned", editor.Find("tr[data-party=g1] td.what").TextContent);
        Assert.Contains("was", editor.Find("tr[data-party=g1] td.name a").ClassName, StringComparison.Ordinal);
        editor.Click("[aria-label='Keep Group 1']");
        editor.WaitForAssertion(() => Assert.Empty(editor.FindAll(".commit-bar")));
    }

    [Fact]
    public async Task An_edit_that_was_left_is_taken_up_again()
    {
        var first = await RenderAsync();
        Tick(first, "github", false);
        var again = await RenderAsync();

        again.WaitForAssertion(() => Assert.False(Box(again, "github").IsChecked()));
        again.WaitForAssertion(() => Assert.Contains("Changed 1", again.Find(".segments").TextContent, StringComparison.Ordinal));
    }

    private Draft Draft => context.Services.GetRequiredService<PlanSession>().Of("profile:p1", "");

    private static string Meaning(IRenderedComponent<ProfileEditor> editor, string client) => editor.Find($"tr[data-client={client}] .through").TextContent.Trim();

    private static IElement Box(IRenderedComponent<ProfileEditor> editor, string name) => editor.Find($"input[aria-label='Grant {name}']");

    private static void Tick(IRenderedComponent<ProfileEditor> editor, string name, bool isTicked) => editor.Change(() => Box(editor, name), isTicked);

    private async Task<IRenderedComponent<ProfileEditor>> RenderAsync(bool given = false)
    {
        var profile = await new ProfileQueries(database).DetailAsync("p1", Xunit.TestContext.Current.CancellationToken);
        var editor = context.Render<ProfileEditor>(parameters => parameters.Add(shown => shown.Profile, profile!).Add(shown => shown.ShowsGiven, given));
        editor.WaitForElement("tr[data-client], tr[data-party]");
        return editor;
    }
}
