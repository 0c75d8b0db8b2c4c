using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>axe finds nothing on a page as it stands.</summary>
internal static class Axe
{
    /// <summary>The one rule that a scheme has a say in.</summary>
    private const string Contrast = "color-contrast";

    // No page of ours has frames: axe is put into a page once and asked there. The package's own way for Playwright brings it anew for each
    // question and opens a second page to sum up the frames, which took half the time of these tests.
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Nothing in light, and no contrast too low in dark.</summary>
    public static async Task IsCleanAsync(IPage page, string where)
    {
        await IsCleanAsync(page, where, []);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.Locator("html").Must().ToHaveAttributeAsync("data-theme", "dark");
        await IsCleanAsync(page, $"{where}, dark", [Contrast]);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.Locator("html").Must().ToHaveAttributeAsync("data-theme", "light");
    }

    /// <param name="page">The page.</param>
    /// <param name="where">What it shows, for a failure.</param>
    /// <param name="only">The rules that are asked; none: all.</param>
    private static async Task IsCleanAsync(IPage page, string where, string[] only)
    {
        // Colours fade in; axe would measure them half way. Finished, not waited for: in a closed menu they never run.
        await page.EvaluateAsync("document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity).forEach(a => a.finish())");
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Script);
        var violations = await page.EvaluateAsync<JsonElement>(
            "async only => (await axe.run(document, { resultTypes: ['violations'], ...(only.length ? { runOnly: only } : {}) })).violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes.slice(0, 3).map(node => node.html) }))",
            only);
        Assert.True(violations.GetArrayLength() == 0, $"{where}: {violations}");
    }
}
