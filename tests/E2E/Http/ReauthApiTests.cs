using System.Text.Json;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Asking for a stored credential anew over HTTP.</summary>
public sealed class ReauthApiTests : IAsyncLifetime
{
    private const string Company = """
        {"version": 1,
         "mcp_clients": [
           {"client_id": "billing", "name": "billing", "auth_type": "per_user_headers", "per_user_header_keys": ["x-api-key"]},
           {"client_id": "crm", "name": "crm", "auth_type": "per_user_oauth"},
           {"client_id": "open", "name": "open", "auth_type": "none"}],
         "users": [{"id": "ana", "user_name": "ana@acme.example", "display_name": "Ana Ortiz"}],
         "virtual_keys": [
           {"id": "ci-bot", "name": "ci-bot", "owner_user_id": "ana", "mcp_configs": [
             {"mcp_client_id": "billing", "tools_to_execute": ["*"]}, {"mcp_client_id": "crm", "tools_to_execute": ["*"]}, {"mcp_client_id": "open", "tools_to_execute": ["*"]}]},
           {"id": "old-bot", "name": "old-bot"},
           {"id": "odd-bot", "name": "odd-bot"}],
         "header_credentials": [
           {"id": "of-key", "auth_mode": "vk", "virtual_key_id": "ci-bot", "mcp_client_id": "billing", "status": "needs_update", "headers": {"x-api-key": "one"}},
           {"id": "of-session", "auth_mode": "session", "session_id": "s-1", "mcp_client_id": "billing", "status": "active", "headers": {"x-api-key": "two"}},
           {"id": "of-user", "auth_mode": "user", "user_id": "ana", "mcp_client_id": "billing", "status": "active", "headers": {"x-api-key": "three"}},
           {"id": "orphaned", "auth_mode": "vk", "virtual_key_id": "old-bot", "mcp_client_id": "billing", "status": "orphaned", "headers": {"x-api-key": "four"}},
           {"id": "uncovered", "auth_mode": "vk", "virtual_key_id": "odd-bot", "mcp_client_id": "billing", "status": "active", "headers": {"x-api-key": "five"}},
           {"id": "useless", "auth_mode": "vk", "virtual_key_id": "ci-bot", "mcp_client_id": "open", "status": "active", "headers": {"x-api-key": "six"}}],
         "oauth_tokens": [
           {"id": "token", "auth_mode": "vk", "virtual_key_id": "ci-bot", "mcp_client_id": "crm", "status": "needs_reauth", "access_token": "seven"},
           {"id": "orphaned-token", "auth_mode": "vk", "virtual_key_id": "old-bot", "mcp_client_id": "crm", "status": "orphaned", "access_token": "eight"}],
         "oauth_flows": [{"id": "sign-in", "flow_mode": "vk", "virtual_key_id": "ci-bot", "mcp_client_id": "crm", "status": "pending", "expires_at": "2099-01-01T00:00:00Z"}]}
        """;

    private readonly DashboardServer server = new();
    private HttpClient api = null!;

    public async ValueTask InitializeAsync()
    {
        await server.ImportAsync(Company);
        api = await server.CallerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("of-key", "needs_update")]
    [InlineData("of-session", "active")]
    public async Task A_header_credential_is_asked_for_anew_once_and_stays_until_that_is_done(string id, string stored)
    {
        var (status, started) = await api.SendAsync("POST", $"/api/mcp/sessions/{id}/reauth");
        Assert.Equal((200, "headers", ""), (status, started.Text("kind"), started.Text("submit_url")));
        var flow = started.Text("session_id");
        Assert.Equal($"{flow} sign-in", await FlowsAsync());
        var row = (await api.SendAsync("GET", "/api/mcp/sessions?status=pending&mcp_client_id=billing")).Json.GetProperty("sessions")[0];
        Assert.Equal((flow, "flow", "headers"), (row.Text("id"), row.Text("kind"), row.Text("auth_kind")));
        Assert.Equal(row.GetProperty("expires_at").GetDateTimeOffset(), started.GetProperty("expires_at").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(stored, (await api.SendAsync("GET", $"/api/mcp/sessions/{id}/why")).Json.GetProperty("session").Text("status"));

        Assert.Equal(flow, (await api.SendAsync("POST", $"/api/mcp/sessions/{id}/reauth", "{}")).Json.Text("session_id"));
        Assert.Equal($"{flow} sign-in", await FlowsAsync());
    }

    [Theory]
    [InlineData("orphaned", 403, "credential_orphaned", "comes back when an admin grants")]
    [InlineData("orphaned-token", 403, "credential_orphaned", "comes back when an admin grants")]
    [InlineData("of-user", 403, "not_yours", "the user's own to make")]
    [InlineData("uncovered", 409, "not_granted", "No grant covers this")]
    [InlineData("useless", 409, "wrong_kind", "open asks nobody")]
    [InlineData("token", 503, "provider_not_configured", "The gateway asks for it")]
    [InlineData("sign-in", 404, "unknown_credential", "sign-in")]
    [InlineData("none", 404, "unknown_credential", "none")]
    public async Task What_could_not_be_finished_or_would_not_help_is_refused_with_the_reason_and_starts_nothing(string id, int expected, string code, string reason)
    {
        var (status, problem) = await api.SendAsync("POST", $"/api/mcp/sessions/{id}/reauth");
        Assert.Equal((expected, code, expected), (status, problem.Text("code"), problem.GetProperty("status").GetInt32()));
        Assert.Contains(reason, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("sign-in", await FlowsAsync());
    }

    [Fact]
    public async Task A_viewer_asks_for_nothing_anew()
    {
        using var viewer = await server.CallerAsync(Role.Viewer);
        var (status, problem) = await viewer.SendAsync("POST", "/api/mcp/sessions/of-key/reauth");
        Assert.Equal((403, "role"), (status, problem.Text("code")));
        Assert.Equal("sign-in", await FlowsAsync());
    }

    [Theory]
    [InlineData("?dry_run=true", null, "unknown_parameter")]
    [InlineData("", """{"status": "active"}""", "unknown_field")]
    [InlineData("", "[]", "bad_json")]
    public async Task What_the_route_does_not_take_is_refused_and_starts_nothing(string query, string? body, string code)
    {
        var (status, problem) = await api.SendAsync("POST", $"/api/mcp/sessions/of-key/reauth{query}", body);
        Assert.Equal((400, code), (status, problem.Text("code")));
        Assert.Equal("sign-in", await FlowsAsync());
    }

    [Fact]
    public async Task The_list_says_what_can_be_asked_for_anew()
    {
        var sessions = (await api.SendAsync("GET", "/api/mcp/sessions?mcp_client_id=billing,crm")).Json.GetProperty("sessions");
        Assert.Equal("of-key of-session uncovered", Ids(sessions.EnumerateArray().Where(row => row.GetProperty("can_reauth").GetBoolean())));
    }

    private async Task<string> FlowsAsync() => Ids((await api.SendAsync("GET", "/api/mcp/sessions?kind=flow")).Json.GetProperty("sessions").EnumerateArray());

    private static string Ids(IEnumerable<JsonElement> rows) => string.Join(' ', rows.Select(row => row.Text("id")).Order(StringComparer.Ordinal));
}
