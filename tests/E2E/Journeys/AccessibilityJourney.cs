using Gatehouse.Tests.E2E.Support;
using Gatehouse.Tests.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>axe finds nothing, on any page, in any state, in either scheme.</summary>
public sealed class AccessibilityJourney(DemoDashboard demo)
{
    public static TheoryData<int> Widths => [1440, 390];

    [Fact]
    public async Task What_is_not_accessible_is_found_and_named()
    {
        var page = await demo.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.EvaluateAsync("document.querySelector('label').remove()");
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Axe.IsCleanAsync(page, "sign-in"));
        Assert.Contains("\"id\":\"label\"", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_sign_in_page_is_clean(int width)
    {
        var page = await demo.NewPageAsync(width: width);
        await page.GotoAsync("/sign-in");
        await Axe.IsCleanAsync(page, "sign-in");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Lists_and_their_empty_states_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/virtual-keys", width: width);
        await page.GetByText("1 to 25 of").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "virtual keys");
        await page.GotoAsync("/virtual-keys?q=nothing-has-this-name");
        await page.GetByText("No virtual key matches.").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "no virtual key");
        await page.GotoAsync("/mcp-clients");
        await page.GetByRole(AriaRole.Link, new() { Name = "notion", Exact = true }).WaitForAsync();
        await Axe.IsCleanAsync(page, "mcp clients");
        await page.Button("New MCP client").ClickAsync();
        await page.Button("Create").ClickAsync();
        await page.GetByText("Give the MCP client a name").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "new mcp client");
        await page.GotoAsync("/changes");
        await page.GetByRole(AriaRole.Row).Nth(1).WaitForAsync();
        await Axe.IsCleanAsync(page, "changes");
        await page.GotoAsync("/changes/1");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Change 1" }).WaitForAsync();
        await Axe.IsCleanAsync(page, "a change");
        await page.GotoAsync("/nowhere");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Not found" }).WaitForAsync();
        await Axe.IsCleanAsync(page, "not found");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_overview_and_its_first_start_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/", width: width);
        await page.Locator("#content").GetByText("Checked").First.Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "overview");
        await using var empty = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        var first = await demo.NewPageAsync(empty, width: width);
        await first.GotoAsync("/sign-in");
        await first.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await first.Button("Make the first virtual key").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(first, "first start");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_key_page_its_edit_and_its_review_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/virtual-keys?q=support-copilot", width: width);
        await page.GetByRole(AriaRole.Link, new() { Name = "support-copilot", Exact = true }).ClickAsync();
        var granted = page.Locator("input[type=checkbox]:checked").First;
        await granted.WaitForAsync();
        await Axe.IsCleanAsync(page, "allowlist");
        await granted.ClickAsync();
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "edited allowlist");
        await page.Button("Review").ClickAsync();
        await page.ReviewRows().First.WaitForAsync();
        await Axe.IsCleanAsync(page, "review");
        await page.Button("Cancel").ClickAsync();
        await page.Button("Discard").ClickAsync();
        await TabsAreCleanAsync(page, "Credentials", "History", "Settings");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_client_page_its_edit_and_its_tabs_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/mcp-clients/notion", width: width);
        await page.Button("Remove bjorn-laptop").ClickAsync();
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await page.Button("Keep bjorn-laptop").WaitForAsync();
        await Axe.IsCleanAsync(page, "edited sharing");
        await page.Button("Add virtual keys").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Checkbox).First.WaitForAsync();
        await Axe.IsCleanAsync(page, "add virtual keys");
        await page.Button("Cancel").ClickAsync();
        await page.Button("Discard").ClickAsync();
        await TabsAreCleanAsync(page, "Credentials", "Settings", "History");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_steps_of_Assign_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/virtual-keys?q=translation", width: width);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select translation-agent" }).CheckAsync();
        await page.GetByText("1 key selected").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "selection");
        await page.Button("Bulk assign").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant figma", Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Revoke notion", Exact = true }).CheckAsync();
        await Axe.IsCleanAsync(page, "what");
        await page.GotoAsync("/assign?step=who");
        await page.GetByText("Columns and forms").ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search keys, users and groups" }).FillAsync("design");
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Finance") }).Must().ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Design Group", Exact = true }).CheckAsync();
        await page.Button("Take out Design").WaitForAsync();
        await Axe.IsCleanAsync(page, "who");
        await page.UploadAsync("Upload a file", "rows.csv",
            "virtual_key,group,mcp_client,action\ntranslation-agent,,notion,revoke\n,Design,jira,grant\nnobody,,jira,grant\n"u8.ToArray());
        await page.GetByRole(AriaRole.Heading, new() { Name = "What happens to credentials" }).WaitForAsync();
        await page.GetByRole(AriaRole.Table, new() { Name = "Valid rows" }).GetByText("1 orphaned").WaitForAsync();
        await Axe.IsCleanAsync(page, "review in the page");
        await page.Button("Cancel").ClickAsync();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_settings_of_a_client_their_warning_and_a_tested_connection_are_clean(int width)
    {
        await using var server = await SomeMcpServer.StartAsync([.. Enumerable.Range(1, 30).Select(number => $"tool_{number}")]);
        var name = $"axe-{width}";
        var page = await demo.SignedInAsync("/mcp-clients", width: width);
        await McpClientJourney.MakeAsync(page, name, server.Address);
        await page.Button("Test connection").ClickAsync();
        await page.GetByText("Connected: 30 tools").Must().ToBeVisibleAsync();
        await page.GetByLabel("Skip verification of the server's certificate").ClickAsync();
        await page.GetByLabel("Header name", new() { Exact = true }).FillAsync("x-token");
        await page.GetByLabel("Header value").FillAsync("some-value");
        await page.Button("Set header").ClickAsync();
        await page.Button("Remove header x-token").ClickAsync();
        await page.Button("Yes, remove x-token").WaitForAsync();
        await page.GetByText("Anybody between here and the server").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "settings of a client");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_profile_pages_their_edit_and_their_tabs_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/access-profiles", width: width);
        await page.GetByRole(AriaRole.Link, new() { Name = "Engineering", Exact = true }).WaitForAsync();
        await Axe.IsCleanAsync(page, "access profiles");
        await page.Button("New access profile").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await Axe.IsCleanAsync(page, "new access profile");
        await page.Button("Cancel").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Engineering", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant github" }).UncheckAsync();
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "edited content");
        await page.Tab("Given to").ClickAsync();
        await page.Button("Take from Data").ClickAsync();
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "edited given to");
        await page.Button("Give to").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Checkbox).First.WaitForAsync();
        await Axe.IsCleanAsync(page, "give to");
        await page.Button("Cancel").ClickAsync();
        await page.Button("Discard").ClickAsync();
        await TabsAreCleanAsync(page, "History", "Settings");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_people_pages_and_their_tabs_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/people", width: width);
        await page.GetByRole(AriaRole.Link, new() { Name = "Ana Ortiz", Exact = true }).WaitForAsync();
        await Axe.IsCleanAsync(page, "users");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ana Ortiz", Exact = true }).ClickAsync();
        await page.RowOf("support-copilot").First.WaitForAsync();
        await Axe.IsCleanAsync(page, "access");
        await TabsAreCleanAsync(page, "Credentials", "Keys", "Groups", "History", "Settings");
        await page.GotoAsync("/people?show=groups");
        await page.GetByRole(AriaRole.Link, new() { Name = "Security", Exact = true }).WaitForAsync();
        await Axe.IsCleanAsync(page, "groups");
        await page.GetByRole(AriaRole.Link, new() { Name = "Security", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove ") }).First.ClickAsync();
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await Axe.IsCleanAsync(page, "edited members");
        await page.Button("Discard").ClickAsync();
        await TabsAreCleanAsync(page, "Keys", "Access profiles", "History", "Settings");
    }

    private static async Task TabsAreCleanAsync(IPage page, params string[] tabs)
    {
        foreach (var tab in tabs)
        {
            await page.Tab(tab).ClickAsync();
            await page.Tab(tab).Must().ToHaveAttributeAsync("aria-current", "page");
            await page.Locator("table, .settings").First.WaitForAsync();
            await Axe.IsCleanAsync(page, tab);
        }
    }
}
