using System.Text.RegularExpressions;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

public sealed class ListJourney(DemoDashboard demo)
{
    [Fact]
    public async Task The_list_is_searched_and_filtered_and_its_state_is_in_the_url()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await page.GetByText("1 to 25 of").Must().ToBeVisibleAsync();
        await page.GetByText("Has orphaned credentials").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Some are orphaned" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("orphaned=yes"));
        await page.ReloadAsync();
        await page.GetByText("Has orphaned credentials: yes").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter Has orphaned credentials" }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search virtual keys" }).FillAsync("no key has this name");
        await page.GetByText("No virtual key matches.").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear the filters" }).ClickAsync();
        await page.GetByText("1 to 25 of").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_finds_a_key_opens_it_and_goes_to_the_next()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await page.GetByText("1 to 25 of").Must().ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText(new Regex("^2 of [0-9]+$")).Must().ToBeVisibleAsync();
        var name = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
        await page.Keyboard.PressAsync("]");
        await page.GetByText(new Regex("^3 of [0-9]+$")).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).Must().Not.ToHaveTextAsync(name);
        await page.Keyboard.PressAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search MCP clients" }).Must().ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_new_key_shows_its_secret_once()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await page.Button("New virtual key").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("journey-made-key");
        await page.Button("Create").ClickAsync();
        var secret = await page.Locator("[data-secret]").InnerTextAsync();
        Assert.StartsWith("gh-vk-", secret, StringComparison.Ordinal);
        await page.Button("Open the key").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "journey-made-key" }).Must().ToBeVisibleAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_with_an_uncommitted_edit_asks_first_and_staying_keeps_it()
    {
        var page = await demo.SignedInAsync("/virtual-keys?q=ci-bot");
        await page.GetByRole(AriaRole.Link, new() { Name = "ci-bot", Exact = true }).ClickAsync();
        var tick = page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Allow ") }).First;
        await tick.ClickAsync();
        await page.Button("Discard").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { NameRegex = new("^Changes") }).ClickAsync();
        await page.Button("Stay").ClickAsync();
        await page.Button("Discard").ClickAsync();
        await page.Button("Discard").Must().ToHaveCountAsync(0);
    }
}
