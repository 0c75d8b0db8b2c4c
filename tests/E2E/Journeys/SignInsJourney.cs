using Gatehouse.Data;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Tests.E2E.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>Open pages end with their sign-in, and people see and end where they are signed in.</summary>
public sealed class SignInsJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_page_that_stood_open_says_so_within_a_second_of_the_sign_out_and_makes_no_token_any_more()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/settings/api-tokens");
        await page.Button("New API token").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("left-behind");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await other.GetByLabel("Account of mara.holt").ClickAsync();
        await other.Button("Sign out").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).Must().ToBeVisibleAsync(new() { Timeout = 5_000 });
        await page.GetByRole(AriaRole.Dialog).Must().ToHaveCountAsync(0);
        Assert.Empty((await server.Services.GetRequiredService<ApiTokenQueries>().ListAsync(new ApiTokenFilter(), new Window(), Cancel)).Items);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await page.Button("New API token").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_event_of_a_page_whose_sign_in_is_over_reaches_nothing()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/virtual-keys/support-bot");
        await page.Allow("crm").Must().ToBeVisibleAsync();
        // As another process would: without a word to this one.
        await using (var db = await server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(Cancel))
        {
            DateTimeOffset? now = TimeProvider.System.GetUtcNow();
            await db.SignIns.ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), Cancel);
        }
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).Must().ToBeVisibleAsync(new() { Timeout = 5_000 });
    }

    [Fact]
    public async Task People_see_where_they_are_signed_in_and_end_the_others()
    {
        await using var server = await Office.OpenAsync();
        var phone = await demo.EnterAsync(server, "/virtual-keys");
        var page = await demo.EnterAsync(server, "/");
        await page.GetByLabel("Account of mara.holt").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Your sign-ins" }).ClickAsync();
        await page.GetByText("2 sign-ins").Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "This browser" }).Must().ToContainTextAsync("127.0.0.1");
        await page.Button("End all").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End all", Exact = true }).ClickAsync();
        await page.GetByText("All other sign-ins are ended.").Must().ToBeVisibleAsync();
        await page.GetByText("1 sign-in", new() { Exact = true }).Must().ToBeVisibleAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_admin_ends_the_sign_in_of_somebody_else()
    {
        await using var server = await Office.OpenAsync();
        await server.AddAccountAsync("vera", Role.Viewer);
        var vera = await demo.NewPageAsync(server);
        await vera.GotoAsync("/sign-in?returnUrl=/virtual-keys");
        await vera.SignInAsync("vera", DashboardServer.Password);
        await vera.GetByRole(AriaRole.Heading, new() { Name = "Virtual keys" }).Must().ToBeVisibleAsync();
        var page = await demo.EnterAsync(server, "/settings/sign-ins");
        await page.GetByLabel("Search sign-ins").FillAsync("vera");
        await page.GetByText("1 sign-in", new() { Exact = true }).Must().ToBeVisibleAsync();
        await page.Button("End vera, Chrome on Linux").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await page.GetByText("The sign-in is ended.").Must().ToBeVisibleAsync();
        await page.GetByText("No sign-in matches.").Must().ToBeVisibleAsync();
        await vera.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).Must().ToBeVisibleAsync();
        await vera.GotoAsync("/settings/sign-ins");
        await vera.GetByRole(AriaRole.Heading, new() { Name = "Sign in" }).Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_token_made_long_after_the_password_asks_for_it_again()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/settings/api-tokens");
        await using (var db = await server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(Cancel))
        {
            var before = TimeProvider.System.GetUtcNow().AddMinutes(-16);
            await db.SignIns.ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordAt, before), Cancel);
        }
        await page.Button("New API token").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("nightly");
        await page.Button("Create").ClickAsync();
        var again = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Your password again" });
        await again.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByText("This asks for your password, which was not given. Nothing was written.").Must().ToBeVisibleAsync();
        await page.Button("Create").ClickAsync();
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("wrong-password");
        await page.Button("Continue").ClickAsync();
        await page.GetByText("That is not your password.").Must().ToBeVisibleAsync();
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(DashboardServer.Password);
        await page.Button("Continue").ClickAsync();
        await page.Locator("[data-secret]").Must().ToBeVisibleAsync();
        Assert.Single((await server.Services.GetRequiredService<ApiTokenQueries>().ListAsync(new ApiTokenFilter(), new Window(), Cancel)).Items);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
