using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>A header name added on a client, and deletes: what a review shows before anything is written.</summary>
public sealed class HeaderNamesJourney(DemoDashboard demo)
{
    private const string Company = """
        {"version": 1,
         "mcp_clients": [{"client_id": "billing", "name": "billing", "auth_type": "per_user_headers", "per_user_header_keys": ["x-api-key"]}],
         "virtual_keys": [
           {"id": "a", "name": "covered-key", "mcp_configs": [{"mcp_client_id": "billing", "tools_to_execute": ["*"]}]},
           {"id": "b", "name": "uncovered-key"}],
         "header_credentials": [
           {"id": "h1", "auth_mode": "vk", "virtual_key_id": "a", "mcp_client_id": "billing", "status": "active", "headers": {"X-API-Key": "one"}},
           {"id": "h2", "auth_mode": "vk", "virtual_key_id": "b", "mcp_client_id": "billing", "status": "orphaned", "headers": {"x-api-key": "two"}}],
         "header_flows": [{"id": "f1", "flow_mode": "vk", "virtual_key_id": "a", "mcp_client_id": "billing", "status": "pending", "expires_at": "2099-01-01T00:00:00Z"}]}
        """;

    [Fact]
    public async Task An_added_header_name_makes_credentials_need_an_update_and_an_orphaned_one_comes_back_so()
    {
        await using var server = await CompanyAsync();
        var page = await SignedInAsync(server, "/mcp-clients/billing?tab=settings");
        await page.GetByLabel("New header name").FillAsync(" X-Tenant ");
        await page.GetByText("It is stored as x-tenant.").Must().ToBeVisibleAsync();
        await page.Button("Add header name").ClickAsync();
        await page.Impact().Must().ToContainTextAsync("2 credentials will need an update. 2 keys.");
        await page.Button("Review").ClickAsync();
        await page.ReviewRows().Filter(new() { HasText = "covered-key" }).First.Must().ToContainTextAsync("Needs update");
        await page.Commit().Must().ToHaveTextAsync("Commit: needs update 2");
        await page.Commit().ClickAsync();
        await page.Review().Must().ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Sharing", Exact = true }).ClickAsync();
        await page.Button("Add virtual keys").ClickAsync();
        await page.GetByLabel("Or paste names or ids").FillAsync("uncovered-key");
        await page.Button("Add").ClickAsync();
        await page.Impact().Must().ToContainTextAsync("1 credential will come back. 1 key.");
        await page.Button("Review").ClickAsync();
        await page.ReviewRows().First.Must().ToContainTextAsync("Needs update");
        await page.Commit().ClickAsync();
        await page.Tab("Credentials").ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "uncovered-key" }).Must().ToContainTextAsync("Needs update");

        await page.GotoAsync("/changes/1");
        await page.Button("Plan undo").ClickAsync();
        await page.Commit().Must().ToHaveTextAsync("Commit: complete 2");
    }

    [Fact]
    public async Task A_deleted_key_takes_all_its_rows_with_it_and_offers_no_undo()
    {
        await using var server = await CompanyAsync();
        var page = await SignedInAsync(server, "/virtual-keys/a?tab=settings");
        await page.Button("Delete virtual key").ClickAsync();
        await page.Review().Must().ToContainTextAsync("Key covered-key is deleted");
        await page.Review().Must().ToContainTextAsync("this change offers no undo");
        await page.ReviewRows().Must().ToHaveCountAsync(2);
        await page.GetByLabel("Over the guardrail").FillAsync("1");
        await page.Commit().Must().ToHaveTextAsync("Commit: delete 2");
        await page.Commit().ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Virtual keys" }).Must().ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "covered-key", Exact = true }).Must().ToHaveCountAsync(0);
        await page.Button("Undo").Must().ToHaveCountAsync(0);
        await page.GotoAsync("/changes/1");
        await page.GetByRole(AriaRole.Cell, new() { Name = "covered-key", Exact = true }).First.Must().ToBeVisibleAsync();
        await page.Button("Plan undo").Must().ToHaveCountAsync(0);
        await page.GotoAsync("/mcp-clients/billing?tab=credentials");
        await page.GetByText("1 of 1").Must().ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_deleted_client_is_gone_with_every_row_and_its_change_still_names_it()
    {
        await using var server = await CompanyAsync();
        var page = await SignedInAsync(server, "/mcp-clients/billing?tab=settings");
        await page.Button("Delete MCP client").ClickAsync();
        await page.GetByLabel("Over the guardrail").FillAsync("2");
        await page.Commit().Must().ToHaveTextAsync("Commit: delete 3");
        await page.Commit().ClickAsync();
        await page.GetByText("There is no MCP client yet.").Must().ToBeVisibleAsync();
        await page.GotoAsync("/changes/1");
        await page.GetByRole(AriaRole.Cell, new() { Name = "billing" }).First.Must().ToBeVisibleAsync();
    }

    private static async Task<DashboardServer> CompanyAsync()
    {
        var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        await server.ImportAsync(Company);
        return server;
    }

    private async Task<IPage> SignedInAsync(DashboardServer server, string path)
    {
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        return page;
    }
}
