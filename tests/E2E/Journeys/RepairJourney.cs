using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>An import left credentials out of step: the Overview says so, and the repair goes through the one review.</summary>
public sealed class RepairJourney(DemoDashboard demo)
{
    private const string OutOfStep = """
        {"version": 1,
         "mcp_clients": [{"client_id": "github", "name": "github", "auth_type": "per_user_oauth"}, {"client_id": "jira", "name": "jira", "auth_type": "per_user_oauth"}],
         "virtual_keys": [
           {"id": "a", "name": "granted-key", "mcp_configs": [{"mcp_client_id": "github", "tools_to_execute": ["*"]}]},
           {"id": "b", "name": "bare-key"}],
         "oauth_tokens": [
           {"id": "t1", "auth_mode": "vk", "virtual_key_id": "a", "mcp_client_id": "github", "status": "orphaned"},
           {"id": "t2", "auth_mode": "vk", "virtual_key_id": "b", "mcp_client_id": "github", "status": "active"},
           {"id": "t3", "auth_mode": "vk", "virtual_key_id": "b", "mcp_client_id": "jira", "status": "active"}]}
        """;

    [Fact]
    public async Task Drift_is_shown_reviewed_and_made_good()
    {
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        await server.ImportAsync(OutOfStep);
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync("/sign-in");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);

        var needs = page.GetByRole(AriaRole.Region, new() { Name = "Needs you" });
        await needs.Must().ToContainTextAsync("Drift: 3 credentials out of step");
        await needs.Must().ToContainTextAsync("2 not orphaned though no grant reaches them, 1 orphaned though a grant reaches it.");
        await needs.GetByRole(AriaRole.List, new() { Name = "Drift by MCP client" }).Must().ToContainTextAsync("github 2");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Drift: 3 credentials.*Repair$") }).Must().ToBeVisibleAsync();

        await page.Button("Repair").ClickAsync();
        await page.ReviewRows().Must().ToHaveCountAsync(3);
        foreach (var row in await page.ReviewRows().AllAsync())
            await row.Must().ToContainTextAsync("Was out of step already");
        await page.Commit().Must().ToHaveTextAsync("Commit: orphan 2, reactivate 1");
        // Two of three credentials are more than the guardrail's share, for a repair as for any edit.
        await page.Review().Locator("#guardrail").FillAsync("2");
        await page.Commit().ClickAsync();

        await needs.Must().ToContainTextAsync("No drift.");
        await page.Button("Repair").Must().ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).Must().ToContainTextAsync("No drift");
        await page.GetByRole(AriaRole.Region, new() { Name = "Latest changes" }).Must().ToContainTextAsync("2 orphaned");
        await page.GetByRole(AriaRole.Region, new() { Name = "Orphaned and reactivated per day" }).Must().ToContainTextAsync("Orphaned 2");
    }

    [Fact]
    public async Task The_link_in_the_frame_opens_the_review_from_any_page()
    {
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        await server.ImportAsync(OutOfStep);
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync("/sign-in?returnUrl=/changes");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Drift: 3 credentials.*Repair$") }).ClickAsync();
        await page.ReviewRows().Must().ToHaveCountAsync(3);
        await page.Button("Cancel").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).Must().ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(server.Address, "/").ToString());
    }
}
