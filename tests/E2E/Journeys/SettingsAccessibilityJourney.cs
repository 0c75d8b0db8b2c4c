using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>axe finds nothing on the pages of Settings, their dialogs, and the page that a role does not open.</summary>
public sealed class SettingsAccessibilityJourney(DemoDashboard demo)
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Settings_and_their_dialogs_are_clean(int width)
    {
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        await server.TokenAsync(Role.Viewer);
        var page = await demo.NewPageAsync(server, width);
        await page.GotoAsync("/sign-in?returnUrl=/settings");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await page.GetByLabel($"Role of {DashboardServer.UserName}").WaitForAsync();
        await Axe.IsCleanAsync(page, "admins");
        await page.Button("Add admin").ClickAsync();
        await page.Button("Add").ClickAsync();
        await page.Locator("#new-admin-error").GetByText("invalid").WaitForAsync();
        await Axe.IsCleanAsync(page, "add admin");
        await page.GetByLabel("User name").FillAsync("vera");
        await page.Button("Add").ClickAsync();
        var link = await page.Locator("[data-secret]").InnerTextAsync();
        await Axe.IsCleanAsync(page, "password link");
        await page.Button("Done").ClickAsync();
        await page.Button("Remove vera").ClickAsync();
        await page.Button("Remove").WaitForAsync();
        await Axe.IsCleanAsync(page, "remove an admin");
        await page.GotoAsync("/settings/api-tokens");
        await page.GetByRole(AriaRole.Row).Nth(1).WaitForAsync();
        await Axe.IsCleanAsync(page, "api tokens");
        await page.Button("New API token").ClickAsync();
        await page.GetByLabel("Expires").WaitForAsync();
        await Axe.IsCleanAsync(page, "new api token");
        await page.GotoAsync("/settings/limits");
        await page.GetByLabel("Days an orphan is kept").FillAsync("0");
        await page.Button("Save retention").ClickAsync();
        await page.GetByText("1 to 3,650").First.WaitForAsync();
        await Axe.IsCleanAsync(page, "retention and guardrails");
        await page.GotoAsync("/settings/about");
        await page.GetByText("Schema").WaitForAsync();
        await page.Locator(".tabs").GetByText("About").Must().ToBeInViewportAsync(new() { Ratio = 0.9f });
        await Axe.IsCleanAsync(page, "about");
        await page.GotoAsync(link);
        await page.Button("Choose password").WaitForAsync();
        await Axe.IsCleanAsync(page, "choose a password");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("a-long-enough-password");
        await page.GetByLabel("Repeat the password").FillAsync("a-long-enough-password");
        await page.Button("Choose password").ClickAsync();
        await page.SignInAsync("vera", "a-long-enough-password");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        await page.GotoAsync("/sign-ins");
        await page.GetByText("This browser").WaitForAsync();
        await Axe.IsCleanAsync(page, "own sign-ins as a viewer");
        await page.GotoAsync("/settings");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Not allowed" }).WaitForAsync();
        await Axe.IsCleanAsync(page, "not allowed");
    }
}
