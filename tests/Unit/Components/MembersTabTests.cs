using Bunit;
using Gatehouse.Dashboard.Components.People;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Reads.People;
using Gatehouse.Tests.Unit.Support;
using MudBlazor;

namespace Gatehouse.Tests.Unit.Components;

public sealed class MembersTabTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public MembersTabTests()
    {
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.Group(1), Some.User(1, "Ana Ortiz"), Some.User(2, "Bo Berg"), Some.User(3, "Cy Chen"));
        database.Add(new GroupMember { GroupId = 1, UserId = 1 }, new GroupMember { GroupId = 1, UserId = 2 });
        database.Add(Some.VirtualKey(1, "team-bot", group: 1));
        database.Add(Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.User, 1));
        database.Add(Some.Token(2, 1, IdentityKind.User, 3, orphaned: true));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task A_member_who_leaves_loses_what_only_the_team_key_covers()
    {
        var tab = await RenderAsync();

        tab.Click("[aria-label='Remove Ana Ortiz']");

        tab.WaitForAssertion(() => Assert.Contains("1 credential will be orphaned. 1 person.", Sentence(tab), StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Contains("1 member changed", tab.Find(".commit-bar").TextContent, StringComparison.Ordinal));
        tab.Click("[aria-label='Keep Ana Ortiz']");
        tab.WaitForAssertion(() => Assert.Empty(tab.FindAll(".commit-bar")));
    }

    [Fact]
    public async Task Who_joins_from_a_pasted_list_stands_among_the_changed_and_those_who_are_members_already_do_not()
    {
        var frame = context.RenderFrame();
        var tab = await RenderAsync();

        tab.Press("Add members");
        Paste(frame, "Cy Chen\nu2\nnobody at all");
        frame.WaitForAssertion(() => Assert.Contains("No user is called \"nobody at all\"", frame.Find("#party-wrong").TextContent, StringComparison.Ordinal));
        Paste(frame, "Cy Chen\nu2");

        tab.WaitForAssertion(() => Assert.Contains("1 credential will come back. 1 person.", Sentence(tab), StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Equal(["u3"], tab.FindAll("tr[data-party]").Select(row => row.GetAttribute("data-party"))));
        Assert.Contains("Added", tab.Find("tr[data-party=u3]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_adds_nobody_is_told_what_to_do_and_the_dialog_stays()
    {
        var frame = context.RenderFrame();
        var tab = await RenderAsync();

        tab.Press("Add members");
        Paste(frame, "\n");

        frame.WaitForAssertion(() => Assert.Contains("Nothing is chosen yet.", frame.Find("#party-wrong").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_several_have_is_not_guessed()
    {
        database.Add(Some.User(4, "Cy Chen"));
        var frame = context.RenderFrame();
        var tab = await RenderAsync();

        tab.Press("Add members");
        Paste(frame, "Cy Chen");

        frame.WaitForAssertion(() => Assert.Contains("Several are called \"Cy Chen\"", frame.Find("#party-wrong").TextContent, StringComparison.Ordinal));
    }

    private void Paste(IRenderedComponent<MudDialogProvider> frame, string lines)
    {
        context.Paste(lines);
        frame.Press("Add");
    }

    private static string Sentence(IRenderedComponent<MembersTab> tab) =>
        tab.Find(".gh-impact .sentence").Words();

    private async Task<IRenderedComponent<MembersTab>> RenderAsync()
    {
        var group = await new GroupQueries(database).DetailAsync("g1", Xunit.TestContext.Current.CancellationToken);
        var tab = context.Render<MembersTab>(parameters => parameters.Add(shown => shown.Group, group!));
        tab.WaitForElement("tr[data-party]");
        return tab;
    }
}
