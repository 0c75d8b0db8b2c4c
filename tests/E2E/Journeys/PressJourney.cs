using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>A button that moves while somebody presses it, since what stands above it has just been read.</summary>
public sealed class PressJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_press_counts_for_the_button_it_began_on_though_the_button_moved_away_under_it()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await PressAsync(page);
        await page.EvaluateAsync("document.querySelector('#content').style.paddingTop = '200px'");
        await page.Mouse.UpAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Dialog).Must().ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_pointer_that_is_drawn_away_before_it_is_lifted_presses_nothing()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await PressAsync(page);
        await page.Mouse.MoveAsync(700, 500);
        await page.Mouse.UpAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search virtual keys" }).FillAsync("log-summarizer");
        await page.GetByText("1 key", new() { Exact = true }).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Dialog).Must().ToHaveCountAsync(0);
    }

    private static async Task PressAsync(IPage page)
    {
        await page.GetByText("1 to 25 of").WaitForAsync();
        await page.Button("New virtual key").HoverAsync();
        await page.Mouse.DownAsync();
    }
}
