using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>Steps 1 to 3 of the reference's test plan from the client's side: take a key away, give it back, switch off and on.</summary>
public sealed class SharingJourney(DemoDashboard demo)
{
    [Fact]
    public async Task Removing_a_key_orphans_what_stands_behind_it_and_undo_brings_it_back()
    {
        var page = await demo.SignedInAsync("/mcp-clients?q=figma");
        await page.GetByRole(AriaRole.Link, new() { Name = "figma", Exact = true }).ClickAsync();
        await page.Button("Remove design-review-bot").ClickAsync();
        await page.Impact().GetByText("Up to date").Must().ToBeVisibleAsync();
        await page.Impact().Must().ToContainTextAsync("will be orphaned");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "design-review-bot" }).Must().ToContainTextAsync("orphaned");
        await page.Button("Review").ClickAsync();
        await page.Review().Must().ToContainTextAsync("figma is removed from key design-review-bot");
        await page.Commit().ClickAsync();
        await page.GetByText("Committed:").Must().ToBeVisibleAsync();
        await page.Button("Remove design-review-bot").Must().ToHaveCountAsync(0);

        await page.Button("Undo").ClickAsync();
        await page.Commit().Must().ToContainTextAsync("reactivate");
        await page.Commit().ClickAsync();
        await page.Button("Remove design-review-bot").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task Switching_all_keys_off_keeps_the_explicit_key_and_orphans_the_implicit_one_and_on_brings_it_back()
    {
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        await server.ImportAsync("""
            {"version": 1,
             "mcp_clients": [{"client_id": "wiki", "name": "wiki", "auth_type": "per_user_oauth", "allow_on_all_virtual_keys": true}],
             "virtual_keys": [{"id": "a", "name": "explicit-key", "mcp_configs": [{"mcp_client_id": "wiki", "tools_to_execute": ["*"]}]}, {"id": "b", "name": "implicit-key"}],
             "oauth_tokens": [
               {"id": "t1", "auth_mode": "vk", "virtual_key_id": "a", "mcp_client_id": "wiki", "status": "active", "access_token": "one"},
               {"id": "t2", "auth_mode": "vk", "virtual_key_id": "b", "mcp_client_id": "wiki", "status": "active", "access_token": "two"}]}
            """);
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync("/sign-in?returnUrl=%2Fmcp-clients%2Fwiki");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        var allKeys = page.GetByRole(AriaRole.Switch, new() { Name = "Allow on all virtual keys" });
        await allKeys.Must().ToHaveAttributeAsync("aria-checked", "true");

        // One of two credentials is over the guardrail: the number has to be typed.
        await CommitAsync(page, allKeys, "1 credential will be orphaned. 1 key.", "Commit: orphan 1", typed: "1");
        await allKeys.Must().ToHaveAttributeAsync("aria-checked", "false");
        await StatusesAreAsync(page, ("explicit-key", "Active"), ("implicit-key", "Orphaned"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Sharing", Exact = true }).ClickAsync();
        await CommitAsync(page, allKeys, "1 credential will come back. 1 key.", "Commit: reactivate 1");
        await StatusesAreAsync(page, ("explicit-key", "Active"), ("implicit-key", "Active"));
        await page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "wiki no longer allowed on all virtual keys" }).Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keys_are_added_from_a_pasted_list_and_an_unknown_name_is_named()
    {
        var page = await demo.SignedInAsync("/mcp-clients/warehouse");
        await page.Button("Add virtual keys").ClickAsync();
        await page.GetByLabel("Or paste names or ids").FillAsync("asset-sync\nno-such-key");
        await page.Button("Add").ClickAsync();
        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "\"no-such-key\"" }).Must().ToBeVisibleAsync();
        await page.GetByLabel("Or paste names or ids").FillAsync("asset-sync");
        await page.Button("Add").ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "asset-sync" }).Must().ToContainTextAsync("Added");
        await page.Impact().Must().ToContainTextAsync("No credential is affected.");
        await page.Button("Discard").ClickAsync();
        await page.Button("Take back asset-sync").Must().ToHaveCountAsync(0);
    }

    private static async Task CommitAsync(IPage page, ILocator allKeys, string impact, string commit, string? typed = null)
    {
        await allKeys.ClickAsync();
        await page.Impact().Must().ToContainTextAsync(impact);
        await page.Button("Review").ClickAsync();
        await page.Commit().Must().ToHaveTextAsync(commit);
        if (typed is not null)
        {
            await page.Commit().Must().ToBeDisabledAsync();
            await page.GetByLabel("Over the guardrail").FillAsync(typed);
        }
        await page.Commit().ClickAsync();
        await page.Review().Must().ToHaveCountAsync(0);
    }

    private static async Task StatusesAreAsync(IPage page, params (string Key, string Status)[] rows)
    {
        await page.Tab("Credentials").ClickAsync();
        foreach (var (key, status) in rows)
            await page.GetByRole(AriaRole.Row).Filter(new() { HasText = key }).Must().ToContainTextAsync(status);
    }
}
