using AngleSharp.Dom;
using Bunit;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class AllowlistTabTests : IAsyncLifetime
{
    private readonly HeldCommands held = new();
    private readonly TestDatabase database;
    private readonly PageContext context;

    public AllowlistTabTests()
    {
        database = new TestDatabase(options => options.AddInterceptors(held));
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"), Some.McpClient(3, "wiki", allKeys: true), Some.McpClient(4, "zendesk"), Some.Profile(1));
        database.Add(Some.VirtualKey(1, "ci-bot"));
        database.Add(Some.Grant(1, 1), Some.Grant(1, 2, ToolList.None));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 4, Tools = ToolList.All }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 1 });
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task Each_client_says_how_it_is_reached()
    {
        var tab = await RenderAsync();

        Assert.Equal("Direct", Through(tab, "c1"));
        Assert.Equal("Denied for this key", Through(tab, "c2"));
        Assert.Equal("All keys", Through(tab, "c3"));
        Assert.Equal("Profile Profile 1", Through(tab, "c4"));
        Assert.True(Box(tab, "github").IsChecked());
        Assert.False(Box(tab, "wiki").IsChecked());
    }

    [Fact]
    public async Task Unticking_shows_the_consequence_and_discarding_takes_it_back()
    {
        var tab = await RenderAsync();

        tab.Change(() => Box(tab, "github"), false);

        tab.WaitForAssertion(() => Assert.Contains("1 credential will be orphaned", tab.Find(".gh-impact .sentence").TextContent, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Equal("1 orphaned", Row(tab, "c1").QuerySelector(".what")!.TextContent));
        tab.WaitForAssertion(() => Assert.Contains("Not reached", Through(tab, "c1"), StringComparison.Ordinal));
        Assert.Contains("changed lose", Row(tab, "c1").ClassName, StringComparison.Ordinal);
        tab.WaitForAssertion(() => Assert.Contains("1 client changed", tab.Find(".commit-bar").TextContent, StringComparison.Ordinal));

        tab.Press("Discard");

        tab.WaitForAssertion(() => Assert.Empty(tab.FindAll(".commit-bar")));
        tab.WaitForAssertion(() => Assert.True(Box(tab, "github").IsChecked()));
        tab.WaitForAssertion(() => Assert.Contains("Nothing is changed.", tab.Find(".gh-impact").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_ticks_the_later_one_counts_though_the_first_is_answered_last()
    {
        held.When = parameters => parameters.Contains("[\"c1\"]");
        database.Add(Some.McpClient(5, "asana"));
        database.Add(Some.Grant(1, 5));
        var tab = await RenderAsync();

        var first = tab.InvokeAsync(() => Box(tab, "github").ChangeAsync(false));
        var second = tab.InvokeAsync(() => Box(tab, "asana").ChangeAsync(false));
        tab.WaitForAssertion(() => Assert.EndsWith("Not reached", Through(tab, "c5"), StringComparison.Ordinal));
        held.LetGo();
        await Task.WhenAll(first, second);

        Assert.EndsWith("Not reached", Through(tab, "c1"), StringComparison.Ordinal);
        Assert.EndsWith("Not reached", Through(tab, "c5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_affects_no_credential_says_so()
    {
        var tab = await RenderAsync();

        tab.Change(() => Box(tab, "jira"), true);

        tab.WaitForAssertion(() => Assert.Contains("No credential is affected.", tab.Find(".gh-impact .sentence").TextContent, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Contains("changed same", Row(tab, "c2").ClassName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ticking_and_unticking_again_is_no_edit()
    {
        var tab = await RenderAsync();

        tab.Change(() => Box(tab, "github"), false);
        tab.Change(() => Box(tab, "github"), true);

        tab.WaitForAssertion(() => Assert.Empty(tab.FindAll(".commit-bar")));
    }

    [Fact]
    public async Task No_tools_is_a_deny_that_the_edit_carries()
    {
        var tab = await RenderAsync();

        tab.Click("button[aria-label='Tools of github']");
        tab.Click(() => tab.FindAll("button.item").Single(button => button.TextContent.StartsWith("No tools", StringComparison.Ordinal)));

        tab.WaitForAssertion(() => Assert.Contains("github denied for key ci-bot", tab.Find(".commit-bar").TextContent, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.False(Box(tab, "github").IsChecked()));
    }

    [Fact]
    public async Task Search_and_segments_narrow_the_list()
    {
        var tab = await RenderAsync();

        tab.Input("input[type=search]", "zen");
        tab.WaitForAssertion(() => Assert.Equal(["c4"], Clients(tab)));
        tab.Input("input[type=search]", "");
        tab.Click(() => tab.FindAll(".segments button")[1]);
        tab.WaitForAssertion(() => Assert.Equal(["c1", "c3", "c4"], Clients(tab)));
        tab.Click(() => tab.FindAll(".segments button")[2]);
        tab.WaitForAssertion(() => Assert.Contains("Nothing is changed.", tab.Find("tr.none").TextContent, StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Clients(IRenderedComponent<AllowlistTab> tab) => tab.FindAll("tr[data-client]").Select(row => row.GetAttribute("data-client"));

    private static IElement Row(IRenderedComponent<AllowlistTab> tab, string client) => tab.Find($"tr[data-client={client}]");

    private static string Through(IRenderedComponent<AllowlistTab> tab, string client) => Row(tab, client).QuerySelector(".through")!.TextContent.Trim();

    private static IElement Box(IRenderedComponent<AllowlistTab> tab, string name) => tab.Find($"input[aria-label='Allow {name}']");

    private async Task<IRenderedComponent<AllowlistTab>> RenderAsync()
    {
        var key = await new VirtualKeyQueries(database, TimeProvider.System).DetailAsync("vk1");
        var tab = context.Render<AllowlistTab>(parameters => parameters.Add(tab => tab.Key, key!));
        tab.WaitForAssertion(() => Assert.NotEmpty(tab.FindAll("tr[data-client]")));
        return tab;
    }
}
