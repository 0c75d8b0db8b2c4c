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
        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "log-summarizer", Exact = true }));
        await page.Keyboard.PressAsync("Enter");

        await TabToAsync(page, page.Allow("slack"));
        await page.Keyboard.PressAsync("Space");
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await TabToAsync(page, page.Button("Review"));
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
    public async Task Escape_leaves_the_review_and_the_edit_stays()
    {
        var page = await demo.SignedInAsync("/mcp-clients/linear");
        await TabToAsync(page, page.GetByRole(AriaRole.Switch, new() { Name = "Allow on all virtual keys" }));
        await page.Keyboard.PressAsync("Space");
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await TabToAsync(page, page.Button("Review"));
        await page.Keyboard.PressAsync("Enter");
        await page.Button("Cancel").Must().ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Review().Must().ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Switch, new() { Name = "Allow on all virtual keys" }).Must().ToHaveAttributeAsync("aria-checked", "true");
        await TabToAsync(page, page.Button("Discard"));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Switch, new() { Name = "Allow on all virtual keys" }).Must().ToHaveAttributeAsync("aria-checked", "false");
    }

    /// <summary>Tab, as often as somebody would bear.</summary>
    private static async Task TabToAsync(IPage page, ILocator target)
    {
        await target.First.WaitForAsync();
        for (var press = 0; press < 150; press++)
        {
            if (await target.First.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail("The tab key does not lead there.");
    }
}
