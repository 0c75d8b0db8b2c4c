using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

public sealed class CredentialsJourney(DemoDashboard demo)
{
    [Fact]
    public async Task From_why_a_token_is_orphaned_the_edit_that_brings_it_back_is_opened_committed_and_the_token_is_active()
    {
        var page = await demo.SignedInAsync("/");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { NameRegex = new("^Credentials") }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Credentials" }).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "Credentials by status" }).GetByRole(AriaRole.Link, new() { NameRegex = new("^Orphaned") }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search credentials" }).FillAsync("legacy-zapier");
        await page.WaitForURLAsync("**/credentials?q=legacy-zapier&status=orphaned");
        await page.ListShowsOnlyAsync("legacy-zapier");
        await page.GetByRole(AriaRole.Link, new() { Name = "salesforce", Exact = true }).ClickAsync();

        var why = Why(page);
        await why.GetByText("No grant of this key reaches salesforce today.").Must().ToBeVisibleAsync();
        await why.GetByText("Brings back").Must().ToHaveCountAsync(3);
        var there = page.Url;
        await why.GetByRole(AriaRole.Link, new() { Name = "Open allowlist" }).ClickAsync();

        await page.Allow("salesforce").Must().ToBeCheckedAsync();
        await page.Impact().Must().ToContainTextAsync("1 credential will come back. 1 key.");
        await page.Button("Review").ClickAsync();
        await page.Commit().ClickAsync();
        await page.GetByText("Committed: 1 reactivated.").Must().ToBeVisibleAsync();

        await page.GotoAsync(there);
        await Why(page).GetByText("Covered and healthy: it can be used.").Must().ToBeVisibleAsync();
        await Why(page).GetByText("Reactivated").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task By_keyboard_a_row_is_found_opened_and_closed_and_the_address_says_where_one_is()
    {
        var page = await demo.SignedInAsync("/credentials");
        await page.GetByRole(AriaRole.Row).Nth(1).WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search credentials" }).Must().ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("slack");
        await page.WaitForURLAsync("**/credentials?q=slack");
        await page.ListShowsOnlyAsync("slack");
        await page.GetByRole(AriaRole.Link, new() { Name = "slack", Exact = true }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search credentials" }).BlurAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Why(page).GetByRole(AriaRole.Heading, new() { Name = "Why" }).Must().ToBeFocusedAsync();
        await page.WaitForURLAsync("**/credentials?q=slack&why=*");
        var first = page.Url;
        await page.Keyboard.PressAsync("]");
        await page.WaitForURLAsync(url => url != first && url.Contains("why=", StringComparison.Ordinal));
        await Why(page).GetByRole(AriaRole.Link, new() { Name = "Close" }).ClickAsync();
        await Why(page).Must().ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_list_and_a_story_are_clean(int width)
    {
        var page = await demo.SignedInAsync("/credentials?status=orphaned", width: width);
        await page.GetByRole(AriaRole.Link, new() { Name = "google-drive", Exact = true }).First.WaitForAsync();
        await Axe.IsCleanAsync(page, "credentials");
        await page.GetByRole(AriaRole.Link, new() { Name = "google-drive", Exact = true }).First.ClickAsync();
        await Why(page).GetByText("What would bring it back").WaitForAsync();
        await Axe.IsCleanAsync(page, "why");
    }

    private static ILocator Why(IPage page) => page.GetByRole(AriaRole.Complementary, new() { Name = "Why", Exact = true });
}
