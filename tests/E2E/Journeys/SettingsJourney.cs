using Gatehouse.Dashboard.Security;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>Roles, API tokens and settings, as admins and others meet them.</summary>
public sealed class SettingsJourney(DemoDashboard demo)
{
    [Fact]
    public async Task A_token_is_made_shown_once_used_and_revoked()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/settings/api-tokens");
        await page.Button("New API token").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("nightly-report");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Operator") }).CheckAsync();
        await page.Button("Create").ClickAsync();
        var token = await page.Locator("[data-secret]").InnerTextAsync();
        using var client = server.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.True((await client.GetAsync(new Uri("/api/changes", UriKind.Relative))).IsSuccessStatusCode);

        await page.Button("Done").ClickAsync();
        await page.RowOf("nightly-report").Must().ToContainTextAsync("Operator");
        await page.ReloadAsync();
        await page.RowOf("nightly-report").Must().ToContainTextAsync(token[..11]);
        Assert.DoesNotContain(token, await page.ContentAsync(), StringComparison.Ordinal);

        await page.Button("Revoke nightly-report").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await page.GetByText("nightly-report is revoked.").Must().ToBeVisibleAsync();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/api/changes", UriKind.Relative))).StatusCode);
        var left = (await server.EventsAsync()).Where(entry => entry.Action.StartsWith("token.", StringComparison.Ordinal)).Select(entry => (entry.Action, entry.Actor, entry.Origin, entry.Address));
        Assert.Equal([("token.made", DashboardServer.UserName, Origin.Page, "127.0.0.1"), ("token.revoked", DashboardServer.UserName, Origin.Page, "127.0.0.1")], left);
        await server.HoldsNoSecretAsync(token);
    }

    [Fact]
    public async Task Somebody_is_added_chooses_a_password_looks_around_and_may_then_do_more()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/settings");
        await page.Button("Add admin").ClickAsync();
        await page.GetByLabel("User name").FillAsync("vera");
        await page.Button("Add").ClickAsync();
        var link = await page.Locator("[data-secret]").InnerTextAsync();
        await page.Button("Done").ClickAsync();
        await page.RowOf("vera").Must().ToContainTextAsync("Has not chosen a password yet");

        var vera = await demo.NewPageAsync(server);
        await vera.GotoAsync(link);
        await vera.GetByLabel("Password", new() { Exact = true }).FillAsync("a-long-enough-password");
        await vera.GetByLabel("Repeat the password").FillAsync("a-long-enough-password");
        await vera.Button("Choose password").ClickAsync();
        await vera.GetByText("Your password is set.").Must().ToBeVisibleAsync();
        await vera.SignInAsync("vera", "a-long-enough-password");
        await vera.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).Must().ToBeVisibleAsync();
        await vera.GotoAsync("/virtual-keys/support-bot");
        await vera.Allow("wiki").ClickAsync();
        await vera.Button("Review").ClickAsync();
        await vera.Review().Must().ToContainTextAsync("an operator or an admin can commit it");
        await vera.Commit().Must().ToBeDisabledAsync();
        await vera.GotoAsync("/people");
        await vera.GetByRole(AriaRole.Heading, new() { Name = "Not allowed" }).Must().ToBeVisibleAsync();

        await page.GetByLabel("Role of vera").SelectOptionAsync("Operator");
        await page.GetByText("vera has the role operator.").Must().ToBeVisibleAsync();
        await vera.GotoAsync("/sign-in?returnUrl=/virtual-keys/support-bot");
        await vera.SignInAsync("vera", "a-long-enough-password");
        await vera.Allow("wiki").Must().ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_role_taken_away_ends_a_page_that_stood_open_before_its_commit()
    {
        await using var server = await Office.OpenAsync();
        await server.AddAccountAsync("oz", Role.Operator);
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync("/sign-in?returnUrl=/virtual-keys/support-bot");
        await page.SignInAsync("oz", DashboardServer.Password);
        await page.Allow("wiki").ClickAsync();
        await page.Button("Review").ClickAsync();
        await page.Commit().Must().ToBeEnabledAsync();

        var edits = server.Services.GetRequiredService<AdminEdits>();
        var oz = (await server.Services.GetRequiredService<Gatehouse.Data.Reads.Settings.AdminQueries>().ListAsync("oz")).Single();
        Assert.IsType<EditOutcome.Done>(await edits.ChangeRoleAsync(DashboardServer.By(DashboardServer.UserName), oz.Id, Role.Viewer));
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).Must().ToBeVisibleAsync();
        await page.Review().Must().ToHaveCountAsync(0);
        Assert.Equal(0, await server.Services.GetRequiredService<Gatehouse.Data.Reads.Changes.ChangeQueries>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_guardrail_chosen_in_settings_holds_for_the_next_review()
    {
        await using var server = await Office.OpenAsync();
        var page = await demo.EnterAsync(server, "/settings/limits");
        await page.GetByLabel("More than so many credentials").FillAsync("1");
        await page.Button("Save guardrails").ClickAsync();
        await page.GetByText("Guardrails are saved.").Must().ToBeVisibleAsync();
        await page.GotoAsync("/people?show=groups");
        await page.GetByRole(AriaRole.Link, new() { Name = "Support", Exact = true }).ClickAsync();
        await page.Button("Remove Ana Ortiz").ClickAsync();
        await page.Impact().Must().ToContainTextAsync("3 credentials will be orphaned.");
        await page.Button("Review").ClickAsync();
        await page.Commit().Must().ToBeDisabledAsync();
        await page.Review().Locator("#guardrail").FillAsync("3");
        await page.Commit().Must().ToBeEnabledAsync();
    }
}
