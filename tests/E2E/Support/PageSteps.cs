using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>What people do on the pages, by the names they see.</summary>
public static class PageSteps
{
    public static async Task SignInAsync(this IPage page, string userName, string password)
    {
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.Button("Sign in").ClickAsync();
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Allow(this IPage page, string client) => page.GetByRole(AriaRole.Checkbox, new() { Name = $"Allow {client}", Exact = true });

    public static ILocator Impact(this IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Impact", Exact = true });

    public static ILocator Review(this IPage page) => page.GetByRole(AriaRole.Dialog);

    /// <summary>The rows of the table in the review.</summary>
    public static ILocator ReviewRows(this IPage page) =>
        page.Review().GetByRole(AriaRole.Table, new() { Name = "Rows that would move" }).Locator("tbody tr");

    /// <summary>The button that commits, whatever it says it does.</summary>
    public static ILocator Commit(this IPage page) => page.Review().GetByRole(AriaRole.Button, new() { NameRegex = new("^Commit") });

    public static ILocatorAssertions Must(this ILocator locator) => Assertions.Expect(locator);

    /// <summary>Waits until a list shows nothing but what was searched for: a row that still moves away takes a click with it.</summary>
    public static Task ListShowsOnlyAsync(this IPage page, string text) => page.Locator("#content tbody tr").Filter(new() { HasNotText = text }).Must().ToHaveCountAsync(0);

    /// <summary>Chooses a file, once the field hears of it: Blazor listens one round trip behind the field, sooner than anybody opens a file.</summary>
    public static async Task UploadAsync(this IPage page, string label, string name, byte[] content)
    {
        var field = page.GetByLabel(label);
        await field.WaitForAsync();
        await page.WaitForFunctionAsync("field => '_blazorInputFileNextFileId' in field", await field.ElementHandleAsync());
        await field.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
    }

    /// <summary>Tab, as often as somebody would bear.</summary>
    public static async Task TabToAsync(this IPage page, ILocator target)
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
