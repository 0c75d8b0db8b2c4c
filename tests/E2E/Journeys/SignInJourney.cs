using Gatehouse.Dashboard.Security;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

public sealed class SignInJourney(DemoDashboard demo)
{
    [Fact]
    public async Task Every_page_asks_for_sign_in_and_leads_back_to_where_one_wanted_to_go()
    {
        var page = await demo.NewPageAsync();
        await page.GotoAsync("/changes");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await page.SignInAsync(DashboardServer.UserName, "wrong-password");
        await page.GetByRole(AriaRole.Alert).Must().ToContainTextAsync("User name or password is wrong.");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Changes" }).Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_closes_the_door()
    {
        var page = await demo.SignedInAsync("/virtual-keys");
        await page.GetByLabel("Account of mara.holt").ClickAsync();
        await page.Button("Sign out").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" }).Must().ToBeVisibleAsync();
        await page.GotoAsync("/virtual-keys");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [Fact]
    public async Task The_one_time_link_makes_the_first_admin_and_then_works_no_more()
    {
        await using var empty = new DashboardServer();
        var token = await empty.Services.GetRequiredService<SetUpToken>().OfferAsync();
        var page = await demo.NewPageAsync(empty);
        await page.GotoAsync($"/set-up#{token}");
        await page.GetByLabel("User name").FillAsync("first.admin");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("a-long-enough-password");
        await page.GetByLabel("Repeat the password").FillAsync("a-long-enough-password");
        await page.Button("Create admin").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here yet" }).Must().ToBeVisibleAsync();
        await page.GotoAsync($"/set-up#{token}");
        await page.GetByRole(AriaRole.Heading, new() { Name = "This link does not work" }).Must().ToBeVisibleAsync();
    }
}
