using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>axe finds nothing on a page as it stands.</summary>
internal static class Axe
{
    /// <summary>The one rule that a scheme has a say in.</summary>
    private const string Contrast = "color-contrast";

    /// <summary>Nothing in light, and no contrast too low in dark.</summary>
    public static async Task IsCleanAsync(IPage page, string where)
    {
        await IsCleanAsync(page, where, new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.Locator("html").Must().ToHaveAttributeAsync("data-theme", "dark");
        await IsCleanAsync(page, $"{where}, dark", new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules(Contrast) });
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.Locator("html").Must().ToHaveAttributeAsync("data-theme", "light");
    }

    private static async Task IsCleanAsync(IPage page, string where, AxeRunOptions options)
    {
        // Colours fade in; axe would measure them half way. Finished, not waited for: in a closed menu they never run.
        await page.EvaluateAsync("document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity).forEach(a => a.finish())");
        var result = await page.RunAxe(options);
        Assert.True(result.Violations.Length == 0, $"{where}: " + string.Join("; ", result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
    }
}
