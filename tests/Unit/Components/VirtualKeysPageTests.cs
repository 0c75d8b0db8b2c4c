using Bunit;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

public sealed class VirtualKeysPageTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public VirtualKeysPageTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void An_empty_database_says_what_to_do_next()
    {
        var page = context.Render<VirtualKeysPage>();
        page.WaitForAssertion(() => Assert.Contains("Create the first one with New virtual key.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_filter_that_lets_nothing_through_offers_to_clear_it()
    {
        database.Add(Some.VirtualKey(1));
        context.Navigation.NavigateTo("/virtual-keys?q=nothing");
        var page = context.Render<VirtualKeysPage>();
        page.WaitForAssertion(() => Assert.Equal("/virtual-keys", page.Find("tr.none a").GetAttribute("href")));
    }

    [Fact]
    public void Each_key_is_a_row_with_its_facts_and_a_link_that_knows_the_list()
    {
        database.Add(Some.User(1, "Ana Ortiz"), Some.McpClient(1));
        database.Add(Some.VirtualKey(1, "ci-bot", user: 1), Some.VirtualKey(2, "nobodys"));
        database.Add(Some.Grant(1, 1));
        context.Navigation.NavigateTo("/virtual-keys?sort=-name");
        var page = context.Render<VirtualKeysPage>();
        page.WaitForAssertion(() => Assert.Equal(["nobodys", "ci-bot"], page.FindAll("td.name a").Select(link => link.TextContent)));
        var row = page.FindAll("tr[data-row]")[1];
        Assert.Contains("Ana Ortiz", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 client", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/virtual-keys/vk1?list=sort%3D-name", page.FindAll("td.name a")[1].GetAttribute("href"));
    }

    [Fact]
    public void Selected_keys_are_handed_to_the_Assign_page()
    {
        database.Add(Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "docs-bot"), Some.VirtualKey(3, "free-key"));
        var page = context.Render<VirtualKeysPage>();
        page.Change("[aria-label='Select docs-bot']", true);
        page.WaitForAssertion(() => Assert.Contains("1 key selected", page.Find(".selection-bar").TextContent, StringComparison.Ordinal));
        page.Press("Bulk assign");
        page.WaitForAssertion(() => Assert.EndsWith("/assign?step=what", context.Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(["docs-bot"], context.Services.GetRequiredService<AssignSession>().Keys.Select(key => key.Name));
    }

    [Fact]
    public void Everything_the_filter_lets_through_is_selected_by_the_filter_itself()
    {
        database.Add([.. Enumerable.Range(1, 30).Select(id => (object)Some.VirtualKey(id, $"bot-{id:00}")), Some.VirtualKey(31, "free-key")]);
        context.Navigation.NavigateTo("/virtual-keys?q=bot");
        var page = context.Render<VirtualKeysPage>();
        page.WaitForElement("[aria-label='Select bot-01']");
        page.Change("[aria-label='Select all on this page']", true);
        page.WaitForAssertion(() => Assert.Contains("25 keys selected", page.Find(".selection-bar").TextContent, StringComparison.Ordinal));
        page.Press("Select all 30");
        page.WaitForAssertion(() => Assert.Contains("All 30 keys selected", page.Find(".selection-bar").TextContent, StringComparison.Ordinal));
        page.Press("Bulk assign");
        page.WaitForAssertion(() => Assert.EndsWith("/assign?step=what&filter=q%3Dbot", context.Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Under_another_filter_everything_is_no_longer_selected_but_what_was_picked_is()
    {
        database.Add(Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "docs-bot"));
        var page = context.Render<VirtualKeysPage>();
        page.Change("[aria-label='Select ci-bot']", true);
        page.WaitForElement(".selection-bar");
        page.Press("Select all 2");
        context.Navigation.NavigateTo("/virtual-keys?q=ci");
        page.WaitForAssertion(() => Assert.Contains("1 key selected", page.Find(".selection-bar").TextContent, StringComparison.Ordinal));
        page.Click("[aria-label='Clear the selection']");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".selection-bar")));
    }

    [Fact]
    public void The_selection_is_exported_without_the_rest()
    {
        database.Add(Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "docs-bot"));
        var page = context.Render<VirtualKeysPage>();
        page.Change("[aria-label='Select docs-bot']", true);
        page.Click("[aria-label='Export selection']");
        page.WaitForAssertion(() => Assert.Contains(context.JSInterop.Invocations, call => call.Identifier == "gatehouse.download"));
        var text = Assert.IsType<string>(context.JSInterop.Invocations.Single(call => call.Identifier == "gatehouse.download").Arguments[2]);
        Assert.Contains("vk2,docs-bot", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ci-bot", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_cannot_be_read_is_said_with_a_reference_and_a_way_on()
    {
        database.Dispose();
        Directory.CreateDirectory(database.Path);
        try
        {
            var page = context.Render<VirtualKeysPage>();
            page.WaitForAssertion(() => Assert.Contains("The virtual keys could not be read.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
            Assert.Contains("err-", page.Find("[role=alert] code").TextContent, StringComparison.Ordinal);
            Assert.Equal("Try again", page.Find("[role=alert] button").TextContent);
        }
        finally
        {
            Directory.Delete(database.Path);
        }
    }
}
