using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Support;

/// <summary>A company of its own server: two teams, keys of a person, of a team and of nobody, one access profile, and a credential for each.</summary>
public static class Office
{
    /// <summary>As a snapshot.</summary>
    public const string Company = """
        {"version": 1,
         "mcp_clients": [
           {"client_id": "crm", "name": "crm", "auth_type": "per_user_oauth", "tools": ["read", "write"]},
           {"client_id": "wiki", "name": "wiki", "auth_type": "per_user_oauth"}],
         "users": [
           {"id": "ana", "user_name": "ana@acme.example", "display_name": "Ana Ortiz"},
           {"id": "bo", "user_name": "bo@acme.example", "display_name": "Bo Berg"},
           {"id": "cy", "user_name": "cy@acme.example", "display_name": "Cy Chen"}],
         "groups": [
           {"id": "support", "display_name": "Support", "members": ["ana", "bo"]},
           {"id": "field", "display_name": "Field", "members": ["cy"]}],
         "virtual_keys": [
           {"id": "ana-laptop", "name": "ana-laptop", "owner_user_id": "ana"},
           {"id": "bo-laptop", "name": "bo-laptop", "owner_user_id": "bo"},
           {"id": "cy-laptop", "name": "cy-laptop", "owner_user_id": "cy"},
           {"id": "support-bot", "name": "support-bot", "owner_group_id": "support", "mcp_configs": [{"mcp_client_id": "wiki", "tools_to_execute": ["*"]}]}],
         "access_profiles": [
           {"id": "desk", "name": "Desk", "grants": [{"mcp_client_id": "crm", "tools_to_execute": ["*"]}], "assigned": {"groups": ["support"]}}],
         "oauth_tokens": [
           {"id": "t1", "auth_mode": "user", "user_id": "ana", "mcp_client_id": "crm", "status": "active", "access_token": "one"},
           {"id": "t2", "auth_mode": "user", "user_id": "bo", "mcp_client_id": "crm", "status": "active", "access_token": "two"},
           {"id": "t3", "auth_mode": "user", "user_id": "cy", "mcp_client_id": "crm", "status": "orphaned", "access_token": "three"},
           {"id": "t4", "auth_mode": "user", "user_id": "ana", "mcp_client_id": "wiki", "status": "active", "access_token": "four"},
           {"id": "t5", "auth_mode": "vk", "virtual_key_id": "ana-laptop", "mcp_client_id": "crm", "status": "active", "access_token": "five"}]}
        """;

    /// <summary>The server; no guardrail asks for a number.</summary>
    public static async Task<DashboardServer> OpenAsync()
    {
        var server = new DashboardServer(
            ("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password), ("Guardrail:Share", "1"), ("Guardrail:Credentials", "1000"));
        await server.ImportAsync(Company);
        return server;
    }

    /// <summary>A browser with an admin signed in there, at <paramref name="path"/>.</summary>
    public static async Task<IPage> EnterAsync(this DemoDashboard demo, DashboardServer server, string path)
    {
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await page.Locator("#content h1").First.WaitForAsync();
        return page;
    }

    /// <summary>Reviews what is edited and commits it.</summary>
    public static async Task ReviewAndCommitAsync(this IPage page, string commit)
    {
        await page.Button("Review").ClickAsync();
        await page.CommitAsync(commit);
    }

    /// <summary>Commits the review that is open.</summary>
    public static async Task CommitAsync(this IPage page, string commit)
    {
        await page.Commit().Must().ToHaveTextAsync(commit);
        await page.Commit().ClickAsync();
        await page.Review().Must().ToHaveCountAsync(0);
    }

    public static ILocator Tab(this IPage page, string name) => page.Locator(".tabs").GetByRole(AriaRole.Link, new() { NameRegex = new($"^{name}") });

    public static ILocator RowOf(this IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
}
