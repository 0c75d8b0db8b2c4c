using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>What an MCP client is and where it is takes an admin; what else there is about it, an operator.</summary>
public sealed class ClientTargetTests
{
    [Fact]
    public async Task An_operator_renames_and_disables_a_client_and_sends_it_back_but_points_it_nowhere_else()
    {
        await using var server = new DashboardServer();
        await server.ImportAsync(Office.Company);
        using var admin = await server.CallerAsync();
        using var api = await server.CallerAsync(Role.Operator);
        const string Path = "/api/mcp/client/crm";
        Assert.Equal(200, (await admin.SendAsync("PUT", Path, """{"connection_string": "https://crm.example/mcp"}""")).Status);
        var standing = await ConfigAsync(api);

        Assert.Equal(200, (await api.SendAsync("PUT", Path, """{"name": "crm-eu", "disabled": true}""")).Status);
        var whole = new JsonObject
        {
            ["name"] = "crm-us",
            ["connection_type"] = standing.Text("connection_type"),
            ["connection_string"] = standing.Text("connection_string"),
            ["auth_type"] = standing.Text("auth_type"),
            ["insecure_skip_verify"] = false,
            ["headers"] = new JsonObject(),
        };
        Assert.Equal(200, (await api.SendAsync("PUT", Path, whole.ToJsonString())).Status);
        Assert.Equal("crm-us", (await ConfigAsync(api)).Text("name"));

        foreach (var target in new[]
        {
            """{"connection_string": "https://evil.example/mcp"}""", """{"connection_type": "sse"}""", """{"auth_type": "none"}""", """{"insecure_skip_verify": true}""",
            """{"ca_cert_pem": "-----BEGIN"}""", """{"headers": {"X-Key": "value"}}""", """{"name": "crm", "connection_string": "https://evil.example/mcp"}""",
        })
        {
            Assert.Equal((target, 403), (target, (await api.SendAsync("PUT", Path, target)).Status));
            Assert.Equal((target, 403), (target, (await api.SendAsync("PUT", Path + "?dry_run=true", target)).Status));
        }
        var now = await ConfigAsync(api);
        Assert.Equal(("crm-us", "https://crm.example/mcp", "per_user_oauth"), (now.Text("name"), now.Text("connection_string"), now.Text("auth_type")));
        Assert.Equal(403, (await api.SendAsync("POST", "/api/mcp/client", """{"name": "new", "connection_type": "http", "connection_string": "https://new.example/mcp"}""")).Status);
    }

    private static async Task<JsonElement> ConfigAsync(HttpClient api) => (await api.SendAsync("GET", "/api/mcp/client/crm")).Json.GetProperty("config");
}
