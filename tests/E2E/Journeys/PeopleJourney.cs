using System.Text.RegularExpressions;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>Members, owners, users and groups: whose credentials move is said before anything is written.</summary>
public sealed class PeopleJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_member_who_leaves_a_group_is_named_with_what_they_lose_and_undo_brings_them_back()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/people?show=groups");
        await page.GetByRole(AriaRole.Link, new() { Name = "Support", Exact = true }).ClickAsync();
        await page.Button("Remove Ana Ortiz").ClickAsync();
        // The wiki through the team key, and crm through the profile her laptop had from the group.
        await page.Impact().Must().ToContainTextAsync("3 credentials will be orphaned. 1 person, 1 key.");
        await page.Impact().Must().ToContainTextAsync("Ana Ortiz");
        await page.Button("Review").ClickAsync();
        await page.ReviewRows().Filter(new() { HasText = "wiki" }).Must().ToContainTextAsync("Ana Ortiz");
        await page.ReviewRows().Filter(new() { HasText = "ana-laptop" }).Must().ToContainTextAsync("crm");
        await page.CommitAsync("Commit: orphan 3");
        await page.Button("Remove Ana Ortiz").Must().ToHaveCountAsync(0);

        await page.Button("Undo").ClickAsync();
        await page.CommitAsync("Commit: reactivate 3");
        await page.Button("Remove Ana Ortiz").Must().ToBeVisibleAsync();
        await page.Tab("History").ClickAsync();
        await page.GetByRole(AriaRole.Row).Must().ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Another_owner_of_a_key_takes_from_one_and_gives_to_another()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/virtual-keys/support-bot?tab=settings");
        await page.GetByLabel("Owner: search people and teams").FillAsync("bo");
        await Owner(page).SelectOptionAsync("Bo Berg");
        await page.Impact().Must().ToContainTextAsync("1 credential will be orphaned. 1 person.");
        await page.Impact().Must().ToContainTextAsync("Ana Ortiz");
        await page.ReviewAndCommitAsync("Commit: orphan 1");
        await page.Locator(".facts").Must().ToContainTextAsync("Owner Bo Berg");
        // The form beside it is not out of date by that.
        await page.GetByLabel("Description").FillAsync("For the desk");
        await page.Button("Save").ClickAsync();
        await page.GetByText("Saved.").Must().ToBeVisibleAsync();

        await page.GetByLabel("Owner: search people and teams").FillAsync("supp");
        await Owner(page).SelectOptionAsync("Team Support");
        await page.Impact().Must().ToContainTextAsync("1 credential will come back. 1 person.");
        await page.Button("Discard").ClickAsync();
        await Owner(page).Must().ToHaveValueAsync("user:bo");
    }

    [Fact]
    public async Task A_deleted_user_goes_with_personal_keys_and_every_row_of_either()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/people/ana?tab=settings");
        await page.Button("Delete user").ClickAsync();
        await page.Review().Must().ToContainTextAsync("User Ana Ortiz is deleted");
        await page.ReviewRows().Must().ToHaveCountAsync(3);
        await page.CommitAsync("Commit: delete 3");
        await page.GetByRole(AriaRole.Heading, new() { Name = "People" }).Must().ToBeVisibleAsync();
        await page.GetByText("2 users", new() { Exact = true }).Must().ToBeVisibleAsync();
        await page.GotoAsync("/virtual-keys?q=laptop");
        await page.GetByText("2 keys", new() { Exact = true }).Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_deleted_group_leaves_its_team_keys_to_nobody()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/people/support?tab=settings");
        await page.Button("Delete group").ClickAsync();
        await page.Review().Must().ToContainTextAsync("Group Support is deleted");
        await page.CommitAsync("Commit: orphan 4");
        await page.GetByText("1 group", new() { Exact = true }).Must().ToBeVisibleAsync();
        await page.GotoAsync("/virtual-keys/support-bot");
        await page.Locator(".facts").Must().ToContainTextAsync("Owner nobody");
        await page.GotoAsync("/changes/1");
        await page.Button("Plan undo").Must().ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_persons_page_says_what_they_reach_through_which_key_and_source_and_the_switch_is_instant()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/people?q=ana");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ana Ortiz", Exact = true }).ClickAsync();
        await page.RowOf("ana-laptop").Must().ToContainTextAsync("Profile Desk");
        await page.RowOf("wiki").Must().ToContainTextAsync("Direct");
        await page.RowOf("wiki").Must().ToContainTextAsync("support-bot");
        await page.Tab("Credentials").ClickAsync();
        await page.GetByText("2 of 2").Must().ToBeVisibleAsync();
        await page.Tab("Keys").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "support-bot" }).Must().ToBeVisibleAsync();
        await page.Tab("Groups").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Support", Exact = true }).Must().ToBeVisibleAsync();
        await page.Tab("Settings").ClickAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = "Active" }).ClickAsync();
        await page.GetByText("The user is inactive. No credential was touched.").Must().ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ana O.");
        await page.Button("Save").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Ana O." }).Must().ToBeVisibleAsync();
        await page.Tab("Access").ClickAsync();
        await page.GetByText("This user is inactive.").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task People_are_made_found_and_exported_and_the_state_of_the_list_is_in_its_address()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/people");
        await page.Button("New user").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Dee Dale");
        await page.GetByLabel("User name").FillAsync("ana@acme.example");
        await page.Button("Create").ClickAsync();
        await page.GetByText("There is a user \"ana@acme.example\" already.").Must().ToBeVisibleAsync();
        await page.GetByLabel("User name").FillAsync("dee@acme.example");
        await page.Button("Create").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Dee Dale" }).Must().ToBeVisibleAsync();

        await page.GotoAsync("/people?show=groups");
        await page.Button("New group").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Visitors");
        await page.Button("Create").ClickAsync();
        await page.GetByText("This group has no member yet.").Must().ToBeVisibleAsync();
        await page.Button("Add members").ClickAsync();
        await page.GetByLabel("Or paste user names, names or ids of users").FillAsync("dee@acme.example");
        await page.Button("Add").ClickAsync();
        await page.RowOf("Dee Dale").Must().ToContainTextAsync("Added");
        await page.ReviewAndCommitAsync("Commit");
        await page.Button("Remove Dee Dale").Must().ToBeVisibleAsync();

        await page.GotoAsync("/people");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search people" }).FillAsync("dee");
        await page.GetByText("1 user", new() { Exact = true }).Must().ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("q=dee"));
        await page.GetByLabel("Export").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "What is filtered, as CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("users.csv", download.SuggestedFilename);
        Assert.EndsWith(",Dee Dale,dee@acme.example,yes,Visitors,0,0,0,0,0,0,0", Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    private static ILocator Owner(IPage page) => page.GetByRole(AriaRole.Combobox, new() { Name = "Owner", Exact = true });
}
