using System.Text;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>Bulk assignment: rows of a CSV file and of a SCIM bulk request, some of them bad; keys picked from the list; by keyboard.</summary>
public sealed class AssignJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_CSV_file_with_bad_lines_commits_its_valid_rows_as_one_change_and_undo_restores_them()
    {
        var page = await demo.SignedInAsync("/assign");
        await UploadAsync(page, "access-q4.csv", """
            virtual_key,user,group,mcp_client,action,tools
            lead-router,,,salesforce,revoke,
            lead-router,,,notion,grant,"search,fetch_page"
            lead-ruoter,,,notion,grant,
            contract-reader,,,no-such-client,grant,
            contract-reader,,,salesforce,revoke,
            contract-reader,,,salesforce,grant,
            contract-reader,,,google-drive,allow,
            lead-router,,,slack,grant,*
            """);
        await page.GetByRole(AriaRole.Heading, new() { Name = "5 rows are invalid" }).WaitForAsync();
        await InvalidRow(page, "4", "lead-ruoter").Must().ToContainTextAsync("Did you mean lead-router?");
        await InvalidRow(page, "5", "contract-reader").Must().ToContainTextAsync("There is no MCP client \"no-such-client\".");
        await InvalidRow(page, "6", "contract-reader").Must().ToContainTextAsync("(rows 6 and 7)");
        await InvalidRow(page, "7", "contract-reader").Must().ToContainTextAsync("(rows 6 and 7)");
        await InvalidRow(page, "8", "contract-reader").Must().ToContainTextAsync("Action must be grant or revoke.");
        await page.GetByRole(AriaRole.Heading, new() { Name = "3 valid rows" }).Must().ToBeVisibleAsync();
        await page.GetByText("1 key changes, 2 grants differ, 1 row changes nothing").Must().ToBeVisibleAsync();
        await Impact(page).Must().ToContainTextAsync("will be orphaned");

        await page.Button("All rows or none").ClickAsync();
        await page.Button("Commit").Must().ToBeDisabledAsync();
        await page.Button("Commit the 3 valid rows").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Button("Download invalid rows").ClickAsync());
        Assert.Contains("4,lead-ruoter,,,notion,grant,,unknown_virtual_key,", await ReadAsync(download), StringComparison.Ordinal);

        await page.GetByLabel("Reason for this change").FillAsync("Q4 access review");
        var change = await CommitAsync(page);
        await page.GetByText("3 of 8").Must().ToBeVisibleAsync();
        await page.GetByText("5 invalid rows; nothing of them was written").Must().ToBeVisibleAsync();
        var result = await page.RunAndWaitForDownloadAsync(() => page.Button("Download the result").ClickAsync());
        Assert.Contains("2,vk-lead-router,lead-router,salesforce,salesforce,", await ReadAsync(result), StringComparison.Ordinal);
        await AllowsAsync(page, "lead-router", "notion", true);
        await AllowsAsync(page, "lead-router", "salesforce", false);

        await UndoAsync(page, change);
        await AllowsAsync(page, "lead-router", "notion", false);
        await AllowsAsync(page, "lead-router", "salesforce", true);
    }

    [Fact]
    public async Task A_pasted_bulk_request_lists_its_bad_operations_bears_as_many_as_it_says_and_is_taken_back()
    {
        var page = await demo.SignedInAsync("/assign");
        await page.GetByLabel("Or paste rows").FillAsync("""
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
             "failOnErrors": 1,
             "Operations": [
              {"method": "PATCH", "path": "/VirtualKeys/vk-pager-bridge", "data": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
                {"op": "add", "path": "mcpClients", "value": [{"value": "linear", "tools": ["*"]}]}, {"op": "remove", "path": "mcpClients[value eq \"slack\"]"}]}},
              {"method": "PATCH", "path": "/Groups/no-such-group", "data": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "remove", "path": "mcpClients[value eq \"slack\"]"}]}},
              {"method": "DELETE", "path": "/VirtualKeys/vk-pager-bridge"}
             ]}
            """);
        await page.Button("Check the pasted rows").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "2 rows are invalid" }).WaitForAsync();
        await InvalidRow(page, "6", "no-such-group").Must().ToContainTextAsync("There is no group");
        await InvalidRow(page, "7", "vk-pager-bridge").Must().ToContainTextAsync("Method must be PATCH");
        await page.GetByText("all rows or none is chosen").Must().ToBeVisibleAsync();
        await page.Button("Commit").Must().ToBeDisabledAsync();
        await page.Button("Commit the 1 valid row").ClickAsync();
        var change = await CommitAsync(page);
        await AllowsAsync(page, "pager-bridge", "linear", true);
        await AllowsAsync(page, "pager-bridge", "slack", false);
        await UndoAsync(page, change);
        await AllowsAsync(page, "pager-bridge", "linear", false);
        await AllowsAsync(page, "pager-bridge", "slack", true);
    }

    [Fact]
    public async Task Keys_selected_in_the_list_are_granted_a_client_and_the_toast_takes_it_back()
    {
        var page = await demo.SignedInAsync("/virtual-keys?q=-scribe");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select incident-scribe" }).CheckAsync();
        await page.GetByText("1 key selected").Must().ToBeVisibleAsync();
        await page.Button("Bulk assign").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant stripe", Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next: review" }).ClickAsync();
        await ValidRow(page, "incident-scribe").Must().ToContainTextAsync("stripe, all tools");
        await Impact(page).Must().ToContainTextAsync("No credential is affected.");
        await CommitAsync(page);
        await page.Button("Undo").ClickAsync();
        await page.Commit().ClickAsync();
        await page.Review().Must().ToHaveCountAsync(0);
        await AllowsAsync(page, "incident-scribe", "stripe", false);
    }

    [Fact]
    public async Task Everything_a_filter_lets_through_is_assigned_and_leaving_asks_first()
    {
        var page = await demo.SignedInAsync("/virtual-keys?q=checkout");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select checkout-agent", Exact = true }).CheckAsync();
        await page.Button("Select all 2").ClickAsync();
        await page.GetByText("All 2 keys selected").Must().ToBeVisibleAsync();
        await page.Button("Bulk assign").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant figma", Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next: review" }).ClickAsync();
        await ValidRow(page, "checkout-agent-2").WaitForAsync();
        await Impact(page).GetByText("Up to date").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Changes") }).ClickAsync();
        await page.Button("Stay").ClickAsync();
        await ValidRow(page, "checkout-agent-2").Must().ToBeVisibleAsync();
        await page.Button("Cancel").ClickAsync();
        await page.GetByText("Pick somebody, or bring rows in a file.").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_group_is_assigned_by_keyboard_alone()
    {
        var page = await demo.SignedInAsync("/assign");
        await page.GetByRole(AriaRole.Checkbox).First.WaitForAsync();
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search keys, users and groups" }).Must().ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("finance");
        await page.TabToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "Finance Group", Exact = true }));
        await page.Keyboard.PressAsync("Space");
        await page.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Next: what" }));
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant sentry", Exact = true }));
        await page.Keyboard.PressAsync("Space");
        await page.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Next: review" }));
        await page.Keyboard.PressAsync("Enter");
        await ValidRow(page, "finance-close-agent").Must().ToContainTextAsync("Group Finance");
        await Impact(page).GetByText("Up to date").Must().ToBeVisibleAsync();
        await page.TabToAsync(page.GetByLabel("Reason for this change"));
        await page.Keyboard.TypeAsync("by keyboard");
        await page.TabToAsync(page.Button("Commit"));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("On record").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task Templates_are_downloaded_and_read_again()
    {
        var page = await demo.SignedInAsync("/assign");
        foreach (var (link, name) in new[] { ("CSV template", "assign-template.csv"), ("Bulk request template", "assign-template.json") })
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
            Assert.Equal(name, download.SuggestedFilename);
            await UploadAsync(page, name, await ReadAsync(download));
            await page.GetByRole(AriaRole.Table, new() { Name = "Valid rows" }).WaitForAsync();
            await page.Button("Cancel").ClickAsync();
        }
    }

    private static ILocator Impact(IPage page) => page.Locator(".assign-side").GetByRole(AriaRole.Region, new() { Name = "Impact", Exact = true });

    private static ILocator InvalidRow(IPage page, string line, string key) =>
        page.GetByRole(AriaRole.Table, new() { Name = "Invalid rows" }).GetByRole(AriaRole.Row, new() { NameRegex = new($"^{line} .*{key}") });

    private static ILocator ValidRow(IPage page, string key) =>
        page.GetByRole(AriaRole.Table, new() { Name = "Valid rows" }).GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = key, Exact = true }) });

    private static Task UploadAsync(IPage page, string name, string text) =>
        page.UploadAsync("Upload a file", name, Encoding.UTF8.GetBytes(text));

    /// <summary>Commits in the page; the path of the change.</summary>
    private static async Task<string> CommitAsync(IPage page)
    {
        await Impact(page).GetByText("Up to date").Must().ToBeVisibleAsync();
        await page.Locator(".commit-bar").GetByRole(AriaRole.Button, new() { NameRegex = new("^Commit") }).ClickAsync();
        var change = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Change [0-9]") });
        return (await change.GetAttributeAsync("href"))!;
    }

    private static async Task UndoAsync(IPage page, string change)
    {
        await page.GotoAsync(change);
        await page.Button("Plan undo").ClickAsync();
        await page.Commit().ClickAsync();
        await page.Review().Must().ToHaveCountAsync(0);
    }

    private static async Task AllowsAsync(IPage page, string key, string client, bool isAllowed)
    {
        await page.GotoAsync($"/virtual-keys/vk-{key}");
        await page.Allow(client).Must().ToBeCheckedAsync(new() { Checked = isAllowed });
    }

    private static async Task<string> ReadAsync(IDownload download)
    {
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        return await reader.ReadToEndAsync();
    }
}
