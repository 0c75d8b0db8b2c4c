using Bunit;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Tests.Unit.Support;

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
    public void A_database_that_cannot_be_read_is_said_with_a_reference_and_a_way_on()
    {
        database.Dispose();
        Directory.CreateDirectory(database.Path);
        try
        {
            var page = context.Render<VirtualKeysPage>();
            page.WaitForAssertion(() => Assert.Contains("The virtual keys could not be read.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
            Assert.Contains("err-", page.Find("[role=alert] code").TextContent, StringComparison.Ordinal);
            Assert.Equal("Try again", page.Find("[role=alert] button").TextContent);
        }
        finally
        {
            Directory.Delete(database.Path);
        }
    }
}
