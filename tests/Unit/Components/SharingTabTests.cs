using AngleSharp.Dom;
using Bunit;
using Gatehouse.Dashboard.Components.McpClients;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class SharingTabTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public SharingTabTests()
    {
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "docs-bot"), Some.VirtualKey(3, "free-key"));
        database.Add(Some.Grant(1, 1), Some.Grant(2, 1, ToolList.None));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        database.Add(Some.Token(3, 1, IdentityKind.VirtualKey, 3, orphaned: true));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task It_says_who_reaches_the_client_and_what_the_switch_would_do()
    {
        var tab = await RenderAsync();
        tab.WaitForElement(".switch-card");
        Assert.Contains("Off. Only the 1 key below reaches github. Turned on, 1 more key reaches it with all tools.", tab.Find(".switch-card").TextContent, StringComparison.Ordinal);
        tab.WaitForAssertion(() => Assert.Contains("1 active", Row(tab, "vk1").TextContent, StringComparison.Ordinal));
        tab.Press("Denied 1");
        tab.WaitForAssertion(() => Assert.Equal("docs-bot", Assert.Single(tab.FindAll("tbody td.name a")).TextContent));
    }

    [Fact]
    public async Task Removing_a_key_shows_what_it_costs_and_keeping_it_takes_that_back()
    {
        var tab = await RenderAsync();
        tab.Click("[aria-label='Remove ci-bot']");
        tab.WaitForAssertion(() => Assert.Contains("1 orphaned", Row(tab, "vk1").TextContent, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Contains("changed lose", Row(tab, "vk1").ClassName, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Contains("1 key changed", tab.Find(".commit-bar").TextContent, StringComparison.Ordinal));
        tab.Click("[aria-label='Keep ci-bot']");
        tab.WaitForAssertion(() => Assert.Empty(tab.FindAll(".commit-bar")));
    }

    [Fact]
    public async Task Turning_the_switch_on_brings_the_implicit_key_back_and_discarding_turns_it_off()
    {
        var tab = await RenderAsync();
        tab.Click("[role=switch]");
        tab.WaitForAssertion(() => Assert.Contains("1 credential will come back", tab.Find(".gh-impact .sentence").TextContent, StringComparison.Ordinal));
        tab.WaitForAssertion(() => Assert.Equal("true", tab.Find("[role=switch]").GetAttribute("aria-checked")));
        tab.WaitForAssertion(() => Assert.Contains("On after this edit: 1 more key reaches github with all tools.", tab.Find(".switch-card").TextContent, StringComparison.Ordinal));
        tab.Press("Discard");
        tab.WaitForAssertion(() => Assert.Equal("false", tab.Find("[role=switch]").GetAttribute("aria-checked")));
    }

    private static IElement Row(IRenderedComponent<SharingTab> tab, string key) => tab.Find($"tr[data-key='{key}']");

    private async Task<IRenderedComponent<SharingTab>> RenderAsync()
    {
        var client = await new McpClientQueries(database).DetailAsync("c1", Xunit.TestContext.Current.CancellationToken);
        context.RenderFrame();
        var tab = context.Render<SharingTab>(parameters => parameters.Add(shown => shown.Client, client!));
        tab.WaitForElement("tr[data-key='vk1']");
        return tab;
    }
}
