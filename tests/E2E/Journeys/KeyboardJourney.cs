using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>The main edit without a mouse.</summary>
public sealed class KeyboardJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_key_is_found_edited_reviewed_and_committed_by_keyboard_alone()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await page.GetByText("1 to 25 of").WaitForAsync();
        await page.Locator("h1").FocusAsync();
        await page.Keyboard.PressAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search virtual keys" }).Must().ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("log-summarizer");
        await page.GetByText("1 key", new() { Exact = true }).Must().ToBeVisibleAsync();
        await page.TabToAsync(page.GetByRole(AriaRole.Link, new() { Name = "log-summarizer", Exact = true }));
        await page.Keyboard.PressAsync("Enter");

        await page.TabToAsync(page.Allow("slack"));
        await page.Keyboard.PressAsync("Space");
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await page.TabToAsync(page.Button("Review"));
        await page.Keyboard.PressAsync("Enter");
        await page.Button("Cancel").Must().ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Commit().Must().ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Committed", new() { Exact = false }).First.Must().ToBeVisibleAsync();
        await page.Review().Must().ToHaveCountAsync(0);
        await page.Allow("slack").Must().ToBeCheckedAsync();
    }

    [Fact]
    public async Task The_heading_of_a_page_takes_the_focus_only_from_somebody_who_did_nothing_on_it_yet()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await page.GetByText("1 to 25 of").WaitForAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { NameRegex = new("^MCP clients") }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "MCP clients", Level = 1 }).Must().ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search MCP clients" });
        await search.Must().ToBeFocusedAsync();
        await page.EvaluateAsync("gatehouse.focusHeading()");
        await search.Must().ToBeFocusedAsync();
    }

    [Fact]
    public async Task Escape_leaves_the_review_and_the_edit_stays()
    {
        var page = await demo.SignedInAsync("/mcp-clients/linear");
        await page.TabToAsync(page.GetByRole(AriaRole.Switch, new() { Name = "Allow on all virtual keys" }));
        await page.Keyboard.PressAsync("Space");
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await page.TabToAsync(page.Button("Review"));
        await page.Keyboard.PressAsync("Enter");
        await page.Button("Cancel").Must().ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Review().Must().ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Switch, new() { Name = "Allow on all virtual keys" }).Must().ToHaveAttributeAsync("aria-checked", "true");
        await page.TabToAsync(page.Button("Discard"));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Switch, new() { Name = "Allow on all virtual keys" }).Must().ToHaveAttributeAsync("aria-checked", "false");
    }
}
