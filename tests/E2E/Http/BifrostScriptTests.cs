using System.Text.Json;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Scripts that were written for Bifrost's admin API.</summary>
public sealed class BifrostScriptTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    [Theory]
    [InlineData("""{"name":"warehouse","connection_type":"http","connection_string":"https://mcp.shop.example/mcp","tools_to_execute":["*"]}""", "https://mcp.shop.example/mcp", "tools_to_execute")]
    [InlineData("""{"name":"warehouse2","connection_type":"http","connection_string":{"value":"https://mcp.shop.example/mcp","env_var":"","from_env":false}}""", "https://mcp.shop.example/mcp", "")]
    [InlineData("""{"name":"warehouse3","connection_type":"stdio","stdio_config":{"command":"node","args":["my server.js"],"envs":["HOME"]},"tools_to_execute":["*"]}""", "node \"my server.js\"", "tools_to_execute")]
    [InlineData("""{"name":"warehouse4","connection_type":"http","connection_string":"https://mcp.shop.example/mcp","auth_type":"per_user_headers","per_user_header_keys":["X-Shop-Key"],"user_headers":{"X-Shop-Key":"sample"},"headers":{"X-Zone":{"value":"eu"}},"tools_to_execute":["*"]}""", "https://mcp.shop.example/mcp", "tools_to_execute,user_headers")]
    [InlineData("""{"name":"warehouse5","connection_type":"http","connection_string":"env.WAREHOUSE_MCP"}""", "env.WAREHOUSE_MCP", "")]
    [InlineData("""{"name":"warehouse6","connection_type":"http","connection_string":{"value":"","env_var":"WAREHOUSE_MCP","from_env":true},"tls_config":{"insecure_skip_verify":true},"allow_by_default":false}""", "env.WAREHOUSE_MCP", "")]
    public async Task A_client_is_made_as_Bifrosts_scripts_make_one(string body, string address, string ignored)
    {
        var (status, json) = await office.Api.SendAsync("POST", "/api/mcp/client", body);
        Assert.True(status == 200, json.ToString());
        Assert.Equal((address, ignored), (json.GetProperty("client").GetProperty("config").Text("connection_string"), Ignored(json)));
        Assert.DoesNotContain("connected successfully", json.Text("message"), StringComparison.Ordinal);
        Assert.Contains("not connected", json.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/api/mcp/client/wiki", """{"is_ping_available": false, "allow_by_default": false}""", "is_ping_available")]
    [InlineData("POST", "/api/governance/virtual-keys?dry_run=true", """{"name":"Shop key","provider_configs":[],"team_id":"team-shop","budgets":[]}""", null)]
    [InlineData("PUT", "/api/governance/virtual-keys/cy-laptop", """{"budgets": [], "mcp_configs": [{"id": 7, "mcp_client_name": "wiki", "tools_to_execute": []}]}""", "budgets,mcp_configs.id")]
    public async Task Fields_of_other_parts_of_Bifrost_are_accepted_and_named(string method, string path, string body, string? ignored)
    {
        var (status, json) = await office.Api.SendAsync(method, path, body);
        Assert.True(status == 200, json.ToString());
        if (ignored is not null)
            Assert.Equal(ignored, Ignored(json));
    }

    [Theory]
    [InlineData("POST", "/api/mcp/client", """{"name":"x","connection_type":"http","connection_string":"https://x.example","colour":1}""", "colour")]
    [InlineData("PUT", "/api/governance/virtual-keys/cy-laptop", """{"colour":1}""", "colour")]
    [InlineData("PUT", "/api/mcp/client/wiki", """{"connection_string":{"value":"https://x.example","colour":1}}""", "connection_string")]
    public async Task What_neither_knows_is_refused(string method, string path, string body, string field)
    {
        var (status, json) = await office.Api.SendAsync(method, path, body);
        Assert.Equal(400, status);
        Assert.True(json.GetProperty("errors").TryGetProperty(field, out _), json.ToString());
    }

    [Theory]
    [InlineData("/api/governance/virtual-keys/ana-laptop", "virtual_key")]
    [InlineData("/api/governance/virtual-keys/support-bot", "virtual_key")]
    [InlineData("/api/access-profiles/desk", "access_profile")]
    [InlineData("/api/mcp/client/crm", "config")]
    public async Task What_was_read_can_be_written_back_whole_and_changes_nothing(string path, string inner)
    {
        var before = (await office.Api.SendAsync("GET", path)).Json;
        foreach (var body in new[] { before.ToString(), before.GetProperty(inner).ToString() })
        {
            var (status, json) = await office.Api.SendAsync("PUT", path, body);
            Assert.True(status == 200, json.ToString());
            Assert.Equal(JsonValueKind.Null, json.GetProperty("change").ValueKind);
            Assert.Contains("created_at", Ignored(json), StringComparison.Ordinal);
        }
        Assert.Equal(before.ToString(), (await office.Api.SendAsync("GET", path)).Json.ToString());
    }

    [Fact]
    public async Task Several_keys_are_rotated_at_once_and_what_is_wrong_stands_by_id()
    {
        var (status, json) = await office.Api.SendAsync("POST", "/api/governance/virtual-keys/rotate", """{"ids": ["bo-laptop", "nobody"]}""");
        Assert.Equal((200, 1), (status, json.GetProperty("virtual_keys").GetArrayLength()));
        Assert.NotEmpty(json.GetProperty("virtual_keys")[0].Text("value"));
        Assert.True(json.GetProperty("errors").TryGetProperty("nobody", out _));
    }

    private static string Ignored(JsonElement json) => string.Join(',', json.GetProperty("ignored").EnumerateArray());
}
