using Bunit;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.McpClients;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class McpClientsPageTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public McpClientsPageTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void An_empty_database_says_what_to_do_next() => RenderAndWait(
        page => Assert.Contains("Create the first one with New MCP client", page.Markup, StringComparison.Ordinal));

    [Fact]
    public void Each_client_is_a_row_with_whom_it_is_shared_with_its_state_and_a_link_that_knows_the_list()
    {
        AddThree();
        context.Navigation.NavigateTo("/mcp-clients?sort=-state");
        var page = RenderAndWait(page => Assert.Equal(["off", "alpha", "Beta"], page.FindAll("td.name a").Select(link => link.TextContent)));
        var rows = page.FindAll("tr[data-row]");
        Assert.Contains("Disabled", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Per-user headers", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("All keys", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("/mcp-clients/c1?list=sort%3D-state", page.FindAll("td.name a")[1].GetAttribute("href"));
        Assert.Equal("descending", page.FindAll("th")[4].GetAttribute("aria-sort"));
    }

    [Theory]
    [InlineData("state=disabled", "off")]
    [InlineData("state=enabled&all=yes", "Beta")]
    [InlineData("auth=peruserheaders", "alpha")]
    [InlineData("q=%25", "")]
    [InlineData("q=ALPH", "alpha")]
    public void It_shows_what_the_URL_asks_for(string query, string names)
    {
        AddThree();
        context.Navigation.NavigateTo($"/mcp-clients?{query}");
        var page = RenderAndWait(page => Assert.Equal("false", page.Find("table").GetAttribute("aria-busy")));
        Assert.Equal(names, string.Join(' ', page.FindAll("td.name a").Select(link => link.TextContent)));
        var shown = ClientListAddress.Of($"?{query}");
        Assert.Equal($"/export/mcp-clients.csv?{shown.Query}", page.Find("a[download]").GetAttribute("href"));
        if (names.Length == 0)
            Assert.Equal("/mcp-clients", page.Find("tr.none a").GetAttribute("href"));
    }

    [Fact]
    public void The_state_of_the_list_survives_its_URL()
    {
        var address = new ClientListAddress(
            new McpClientFilter { Search = "a b", AuthType = AuthType.OAuth, AllKeys = false, Disabled = true, Sort = McpClientSort.Auth, Descending = true }, Page: 3);
        Assert.Equal(address, ClientListAddress.Of("?" + address.Query));
        Assert.Equal(new ClientListAddress(new McpClientFilter()), ClientListAddress.Of("?auth=2&sort=none&page=-1&state=odd"));
    }

    [Fact]
    public void A_database_that_cannot_be_read_is_said_with_a_reference_and_a_way_on()
    {
        database.Dispose();
        Directory.CreateDirectory(database.Path);
        try
        {
            var page = RenderAndWait(page => Assert.Contains("The MCP clients could not be read.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
            Assert.Equal("Try again", page.Find("[role=alert] button").TextContent);
        }
        finally
        {
            Directory.Delete(database.Path);
        }
    }

    private void AddThree()
    {
        var off = Some.McpClient(3, "off", auth: AuthType.None);
        off.Disabled = true;
        database.Add(Some.McpClient(1, "alpha", auth: AuthType.PerUserHeaders, headers: ["x-key"]), Some.McpClient(2, "Beta", allKeys: true), off);
    }

    private IRenderedComponent<McpClientsPage> RenderAndWait(Action<IRenderedComponent<McpClientsPage>> until)
    {
        var page = context.Render<McpClientsPage>();
        page.WaitForAssertion(() => until(page));
        return page;
    }
}
