using Gatehouse.Tests.E2E.Support;
using Gatehouse.Tests.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>An MCP client from its making to its end, against a real MCP server.</summary>
public sealed class McpClientJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_client_is_made_tested_renamed_and_deleted()
    {
        await using var mcp = await SomeMcpServer.StartAsync(["search_pages", "read_page", "write_page"]);
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        var page = await SignedInAsync(server);
        await page.GetByText("There is no MCP client yet.").Must().ToBeVisibleAsync();
        await page.Button("New MCP client").ClickAsync();
        await page.Button("Create").ClickAsync();
        await page.GetByText("Give the MCP client a name of 1 to 255 characters.").Must().ToBeVisibleAsync();
        await page.Button("Cancel").ClickAsync();
        await MakeAsync(page, "Team Wiki", mcp.Address);
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/mcp-clients/team-wiki\\?tab=settings$"));
        await page.GetByText("Tools not known yet").Must().ToBeVisibleAsync();

        await page.Button("Test connection").ClickAsync();
        await page.GetByText("Connected: 3 tools in").Must().ToBeVisibleAsync();
        await page.GetByText("acme-tools 1.2.3, MCP").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Tools that Team Wiki lists" }).GetByRole(AriaRole.Listitem).Must().ToHaveCountAsync(3);
        await page.GetByText("3 tools", new() { Exact = true }).Must().ToBeVisibleAsync();

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Company Wiki");
        await page.GetByLabel("Disabled", new() { Exact = true }).ClickAsync();
        await page.Button("Save").ClickAsync();
        await page.GetByText("Saved. The gateway no longer uses this MCP client").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Company Wiki", Level = 1 }).Must().ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.GetByLabel("Disabled", new() { Exact = true }).Must().ToBeCheckedAsync();

        await page.Button("Delete MCP client").ClickAsync();
        await page.Review().Must().ToContainTextAsync("Company Wiki is deleted");
        await page.Commit().ClickAsync();
        await page.GetByText("There is no MCP client yet.").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_server_that_wants_a_header_is_reached_once_it_is_set_and_the_value_never_comes_back()
    {
        await using var mcp = await SomeMcpServer.StartAsync(before: context =>
        {
            var isRight = context.Request.Headers["x-token"] == "canary-value-91";
            if (!isRight)
                context.Response.StatusCode = 401;
            return Task.FromResult(!isRight);
        });
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        var page = await SignedInAsync(server);
        await MakeAsync(page, "guarded", mcp.Address, "Static headers");
        await page.Button("Test connection").ClickAsync();
        await page.GetByText("It refuses the static headers (HTTP 401).").Must().ToBeVisibleAsync();

        await page.GetByLabel("Header name", new() { Exact = true }).FillAsync("X-Token");
        await page.GetByLabel("Header value").FillAsync("canary-value-91");
        await page.Button("Set header").ClickAsync();
        await page.GetByText("Header x-token is set.").Must().ToBeVisibleAsync();
        await page.Button("Test connection").ClickAsync();
        await page.GetByText("Connected: 3 tools in").Must().ToBeVisibleAsync();
        Assert.DoesNotContain("canary-value-91", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal("", await page.GetByLabel("Header value").InputValueAsync());

        // Pointed at another server, it takes the value nowhere.
        await using var other = await SomeMcpServer.StartAsync();
        await page.GetByLabel("Connection string").FillAsync(other.Address);
        await page.GetByText("Saving drops the value of 1 static header.").Must().ToBeVisibleAsync();
        await page.Button("Save").ClickAsync();
        await page.GetByText("Saved. The values of these static headers were dropped").Must().ToBeVisibleAsync();
        await page.Button("Test connection").ClickAsync();
        await page.GetByText("Connected: 3 tools in").Must().ToBeVisibleAsync();
        Assert.All(other.Asked, headers => Assert.False(headers.ContainsKey("x-token")));

        await page.GetByLabel("Header name", new() { Exact = true }).FillAsync("X-Token");
        await page.GetByLabel("Header value").FillAsync("canary-value-92");
        await page.Button("Set header").ClickAsync();
        await page.Button("Remove header x-token").ClickAsync();
        await page.Button("Yes, remove x-token").ClickAsync();
        await page.GetByText("Header x-token is removed.").Must().ToBeVisibleAsync();
        await page.GetByText("None yet, though the auth type says").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_admins_with_the_same_settings_open_do_not_overwrite_each_other()
    {
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        var one = await SignedInAsync(server);
        await MakeAsync(one, "shared", "https://mcp.example.com/mcp");
        var other = await SignedInAsync(server, "/mcp-clients/shared?tab=settings");
        await other.GetByLabel("Name", new() { Exact = true }).FillAsync("named-second");
        await one.GetByLabel("Name", new() { Exact = true }).FillAsync("named-first");
        await one.Button("Save").ClickAsync();
        await one.GetByText("Saved.").Must().ToBeVisibleAsync();
        await other.Button("Save").ClickAsync();
        await other.GetByText("Somebody else edited this MCP client meanwhile. Nothing was written").Must().ToBeVisibleAsync();
        await other.GetByLabel("Name", new() { Exact = true }).Must().ToHaveValueAsync("named-second");
        await other.Button("Show what is true now").ClickAsync();
        await other.GetByLabel("Name", new() { Exact = true }).Must().ToHaveValueAsync("named-first");
    }

    /// <summary>From the list to the settings of a new client.</summary>
    internal static async Task MakeAsync(IPage page, string name, string address, string auth = "No auth")
    {
        await page.Button("New MCP client").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Connection string").FillAsync(address);
        await page.GetByLabel("Auth type").SelectOptionAsync(new SelectOptionValue { Label = auth });
        await page.Button("Create").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).Must().ToBeVisibleAsync();
    }

    private async Task<IPage> SignedInAsync(DashboardServer server, string path = "/mcp-clients")
    {
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await page.Locator("#content h1").First.WaitForAsync();
        return page;
    }
}
