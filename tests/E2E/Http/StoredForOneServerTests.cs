using System.Text.Json;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Where MCP clients point, over HTTP: what is stored for one server goes to no other, and what an import brought locks nobody out.</summary>
public sealed class StoredForOneServerTests : IAsyncLifetime
{
    private readonly DashboardServer server = new();
    private HttpClient admin = null!;
    private HttpClient @operator = null!;
    private HttpClient viewer = null!;

    public async ValueTask InitializeAsync()
    {
        await server.ImportAsync($$"""
            {"version": 1, "mcp_clients": [
            {"client_id": "lock-env", "name": "lock-env", "connection_type": "http", "connection_string": "env.MCP_URL", "auth_type": "per_user_oauth"},
            {"client_id": "lock-empty", "name": "lock-empty", "connection_type": "http", "connection_string": "", "auth_type": "per_user_oauth"},
            {"client_id": "lock-stdio", "name": "lock-stdio", "connection_type": "stdio", "connection_string": "", "auth_type": "none"},
            {"client_id": "lock-cred", "name": "lock-cred", "connection_type": "http", "connection_string": "https://someone:canary-pw@mcp.shop.example/mcp?team=a&key=canary-key", "auth_type": "none"},
            {"client_id": "lock-name", "name": "{{new string('N', 300)}}", "connection_type": "http", "connection_string": "https://x.example/mcp", "auth_type": "none"}],
            "users": [{"id": "odd-user", "user_name": "odd\u00AD@example.com", "display_name": "O\u200Bdd"}], "groups": [{"id": "odd-group", "display_name": "Odd\u2060 team"}],
            "virtual_keys": [{"id": "odd-key", "name": "odd\u202Ekey", "description": "{{new string('d', 6_000)}}", "mcp_configs": [{"mcp_client_id": "lock-cred", "tools_to_execute": ["re\u200Bad"]}]}],
            "access_profiles": [{"id": "odd-profile", "name": "Odd\u0009profile", "grants": [{"mcp_client_id": "lock-cred", "tools_to_execute": ["re\u200Bad"]}]}]}
            """);
        (admin, @operator, viewer) = (await server.CallerAsync(Role.Admin), await server.CallerAsync(Role.Operator), await server.CallerAsync(Role.Viewer));
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        @operator.Dispose();
        viewer.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("lock-env", 1)]
    [InlineData("lock-empty", 1)]
    [InlineData("lock-stdio", 1)]
    [InlineData("lock-cred", 0)]
    [InlineData("lock-name", 1)]
    public async Task A_client_that_an_import_brought_is_switched_off_whatever_else_is_wrong_with_it(string id, int warnings)
    {
        var (status, json) = await @operator.SendAsync("PUT", $"/api/mcp/client/{id}", """{"disabled": true}""");
        Assert.Equal((200, "True", warnings), (status, json.GetProperty("client").GetProperty("config").Text("disabled"), json.GetProperty("client").GetProperty("warnings").GetArrayLength()));
    }

    [Fact]
    public async Task What_an_import_brought_and_no_edit_would_accept_is_a_warning_of_keys_profiles_users_and_groups_too()
    {
        var key = (await viewer.SendAsync("GET", "/api/governance/virtual-keys/odd-key")).Json.GetProperty("virtual_key");
        Says(key, "The name of the key holds U+202E", "The description is longer than 5,000", "In the grant of lock-cred: A tool name holds U+200B");
        var profile = (await viewer.SendAsync("GET", "/api/access-profiles/odd-profile")).Json.GetProperty("access_profile");
        Says(profile, "The name of the access profile holds U+0009", "In the grant of lock-cred: A tool name holds U+200B");
        Says((await admin.SendAsync("GET", "/api/users")).Json.GetProperty("items")[0], "The name of the user holds U+200B", "The user name holds U+00AD");
        Says((await admin.SendAsync("GET", "/api/groups")).Json.GetProperty("items")[0], "The name of the group holds U+2060");

        // Other fields can be edited, and what was read can be written back.
        var (status, json) = await @operator.SendAsync("PUT", "/api/governance/virtual-keys/odd-key", """{"is_active": false, "warnings": ["The name of the key …"]}""");
        Assert.Equal((200, "[\"warnings\"]", 3), (status, json.Text("ignored"), json.GetProperty("virtual_key").GetProperty("warnings").GetArrayLength()));
        (status, json) = await @operator.SendAsync("PUT", "/api/access-profiles/odd-profile", """{"name": "Support", "warnings": []}""");
        Assert.Equal(200, status);
        Says(json.GetProperty("access_profile"), "In the grant of lock-cred: A tool name holds U+200B");
        (status, json) = await @operator.SendAsync("PUT", "/api/governance/virtual-keys/odd-key", """{"mcp_configs": [{"mcp_client_id": "lock-cred", "tools_to_execute": ["re\u200Bad", "write"]}]}""");
        Assert.Equal((200, 3), (status, json.GetProperty("virtual_key").GetProperty("warnings").GetArrayLength()));
        (status, json) = await @operator.SendAsync("PUT", "/api/governance/virtual-keys/odd-key", """{"mcp_configs": [{"mcp_client_id": "lock-cred", "tools_to_execute": ["re\u200Bad", "wri\u200Bte"]}]}""");
        Assert.Equal((400, "bad_tools"), (status, json.Text("code")));
    }

    private static void Says(JsonElement shown, params string[] begin) =>
        Assert.Equal(begin, shown.GetProperty("warnings").EnumerateArray().Select((warning, at) => warning.GetString()![..Math.Min(warning.GetString()!.Length, begin[Math.Min(at, begin.Length - 1)].Length)]));

    [Fact]
    public async Task A_secret_in_an_address_is_shown_to_nobody_and_stands_in_no_export()
    {
        var (_, json) = await viewer.SendAsync("GET", "/api/mcp/client/lock-cred");
        Assert.Equal("https://mcp.shop.example/mcp?team=a&key=********", json.GetProperty("config").Text("connection_string"));
        Assert.Equal("********", json.GetProperty("config").GetProperty("headers").Text("authorization"));
        foreach (var path in new[] { "/api/mcp/clients", "/api/export" })
            Assert.DoesNotContain("canary", await admin.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal("0", (await viewer.SendAsync("GET", "/api/mcp/clients?search=canary")).Json.Text("total_count"));
    }

    [Fact]
    public async Task Pointing_a_client_elsewhere_is_an_admins_drops_what_is_stored_and_says_so_before_and_after()
    {
        const string elsewhere = """{"connection_string": "https://elsewhere.example/mcp"}""";
        const string path = "/api/mcp/client/lock-cred";
        Assert.Equal(403, (await @operator.SendAsync("PUT", path, elsewhere)).Status);
        Assert.Equal(200, (await @operator.SendAsync("PUT", path, """{"connection_string": "https://mcp.shop.example/mcp?team=a&key=********"}""")).Status);
        var (_, planned) = await admin.SendAsync("PUT", $"{path}?dry_run=true", elsewhere);
        Assert.Contains("authorization", planned.GetProperty("plan").Text("warnings"), StringComparison.Ordinal);
        var (refused, why) = await admin.SendAsync("PUT", path, """{"connection_string": "https://elsewhere.example/mcp", "headers": {"authorization": "********"}}""");
        Assert.Equal(400, refused);
        Assert.Contains("https://elsewhere.example:443", why.Text("detail"), StringComparison.Ordinal);
        var (done, json) = await admin.SendAsync("PUT", path, elsewhere);
        Assert.Equal((200, "{}"), (done, json.GetProperty("client").GetProperty("config").Text("headers")));
        Assert.Contains("authorization", json.Text("warnings"), StringComparison.Ordinal);
    }
}
