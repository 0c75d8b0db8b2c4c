using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>Revoke, return and reach by access profile: its content, whom it is given to, and its switch.</summary>
public sealed class ProfileJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_client_taken_out_of_a_profile_orphans_its_peoples_credentials_and_undo_brings_them_back()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/access-profiles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Desk", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant crm" }).UncheckAsync();
        await page.Impact().Must().ToContainTextAsync("3 credentials will be orphaned. 2 people, 1 key.");
        await page.RowOf("crm").Must().ToContainTextAsync("3 orphaned");
        await page.Button("Review").ClickAsync();
        await page.ReviewRows().Filter(new() { HasText = "Ana Ortiz" }).Must().ToContainTextAsync("Orphaned");
        await page.ReviewRows().Filter(new() { HasText = "Bo Berg" }).Must().ToContainTextAsync("Orphaned");
        await page.CommitAsync("Commit: orphan 3");
        await page.GetByText("Committed: 3 orphaned.").Must().ToBeVisibleAsync();
        await page.GetByText("Names no MCP client").Must().ToBeVisibleAsync();

        await page.Button("Undo").ClickAsync();
        await page.CommitAsync("Commit: reactivate 3");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant crm" }).Must().ToBeCheckedAsync();
        await page.Tab("History").ClickAsync();
        await page.GetByRole(AriaRole.Row).Must().ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Given_to_a_group_it_brings_back_what_its_members_had_lost_and_switched_off_it_takes_all()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/access-profiles/desk?tab=given");
        await page.Button("Give to").ClickAsync();
        await page.GetByLabel("Search groups").FillAsync("fie");
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Support") }).Must().ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Field") }).CheckAsync();
        await page.Button("Give").ClickAsync();
        await page.RowOf("Field").Must().ToContainTextAsync("Given");
        await page.Impact().Must().ToContainTextAsync("1 credential will come back. 1 person.");
        await page.ReviewAndCommitAsync("Commit: reactivate 1");
        await page.Button("Take from Field").Must().ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Switch, new() { Name = "Active" }).ClickAsync();
        await page.Impact().Must().ToContainTextAsync("4 credentials will be orphaned. 3 people, 1 key.");
        await page.ReviewAndCommitAsync("Commit: orphan 4");
        await page.Locator(".page-head").GetByText("Inactive").Must().ToBeVisibleAsync();
        await page.GotoAsync("/people/cy");
        await page.RowOf("crm").Must().ToContainTextAsync("Not reached");
    }

    [Fact]
    public async Task Content_and_given_to_are_one_edit_that_a_reload_asks_about_and_discard_forgets()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/access-profiles/desk");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant wiki" }).CheckAsync();
        await page.Tab("Given to").ClickAsync();
        await page.Button("Take from Support").ClickAsync();
        await page.GetByText("1 client, 1 given or taken").Must().ToBeVisibleAsync();
        await page.Impact().Must().ToContainTextAsync("3 credentials will be orphaned");
        await page.Tab("History").ClickAsync();
        await page.Tab("Given to").ClickAsync();
        await page.Button("Keep Support").Must().ToBeVisibleAsync();
        await page.Button("Discard").ClickAsync();
        await page.Button("Take from Support").Must().ToBeVisibleAsync();
        await page.Tab("Content").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant wiki" }).Must().Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_new_profile_names_a_client_with_no_tools_and_a_deleted_one_is_taken_from_everybody()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/access-profiles");
        await page.Button("New access profile").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Desk");
        await page.Button("Create").ClickAsync();
        await page.GetByText("There is an access profile named \"Desk\" already.").Must().ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Visitors");
        await page.Button("Create").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Visitors" }).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Grant crm" }).CheckAsync();
        await page.Button("Tools of crm").ClickAsync();
        await page.Button("No tools: deny").ClickAsync();
        await page.RowOf("crm").Must().ToContainTextAsync("Names it, grants nothing");
        await page.Impact().Must().ToContainTextAsync("No credential is affected.");
        await page.ReviewAndCommitAsync("Commit");

        await page.GotoAsync("/access-profiles/desk?tab=settings");
        await page.Button("Delete access profile").ClickAsync();
        await page.Review().Must().ToContainTextAsync("this change offers no undo");
        await page.CommitAsync("Commit: orphan 3");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Access profiles" }).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Visitors", Exact = true }).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Desk", Exact = true }).Must().ToHaveCountAsync(0);
    }
}
