using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>What every route has in common, asked of the real program.</summary>
public sealed class ApiTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    private readonly DashboardServer server = office.Server;
    private readonly HttpClient api = office.Api;

    [Theory]
    [InlineData("GET", "/api/nowhere", null, 404, "unknown_route")]
    [InlineData("PATCH", "/api/mcp/clients", "{}", 405, "method")]
    [InlineData("GET", "/api/governance/virtual-keys/none", null, 404, "unknown_virtual_key")]
    [InlineData("PUT", "/api/governance/virtual-keys/none", """{"mcp_configs": []}""", 404, "unknown_virtual_key")]
    [InlineData("PUT", "/api/governance/virtual-keys/none", """{"name": "x"}""", 404, "unknown_virtual_key")]
    [InlineData("DELETE", "/api/mcp/client/none", null, 404, "unknown_mcp_client")]
    [InlineData("PATCH", "/api/mcp/client/none/sharing", """{"remove": []}""", 404, "unknown_mcp_client")]
    [InlineData("DELETE", "/api/access-profiles/none", null, 404, "unknown_profile")]
    [InlineData("GET", "/api/users/none/access", null, 404, "unknown_user")]
    [InlineData("GET", "/api/changes/99", null, 404, "unknown_change")]
    public async Task What_is_not_there_is_said_so(string method, string path, string? body, int status, string code)
    {
        var (answered, json) = await api.SendAsync(method, path, body);
        Assert.Equal((status, code), (answered, json.Text("code")));
        Assert.Equal(status, json.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("""{"name": "a", "colour": "red"}""", "colour", "unknown_field")]
    [InlineData("""{"name": "a", "mcp_configs": [{"mcp_client_id": "crm", "tools_to_execute": ["*"], "tools": []}]}""", "mcp_configs[0].tools", "unknown_field")]
    [InlineData("""{"name": 7}""", "name", "wrong_type")]
    [InlineData("""{"name": null}""", "name", "wrong_type")]
    [InlineData("""{"name": "a", "name": "b"}""", "name", "duplicate_field")]
    [InlineData("""{"name": "a", "mcp_configs": [null]}""", "mcp_configs[0]", "wrong_type")]
    [InlineData("""{"name": "a", "mcp_configs": [{"mcp_client_id": "crm"}]}""", "mcp_configs[0].tools_to_execute", "missing_field")]
    [InlineData("""{"name": "a", "mcp_configs": [{"mcp_client_name": "nobody", "tools_to_execute": []}]}""", "mcp_configs[0].mcp_client_name", "unknown_mcp_client")]
    [InlineData("""{"name": "a", "expires_at": "tomorrow"}""", "expires_at", "invalid")]
    [InlineData("""{"name": "a", "expires_at": "2020-01-01T00:00:00Z"}""", "expires_at", "invalid")]
    [InlineData("""{"description": "no name"}""", "name", "missing_field")]
    [InlineData("""{"name": " "}""", "name", "invalid")]
    [InlineData("""{"name": "a", "owner_user_id": "ana", "owner_group_id": "support"}""", "owner", "contradiction")]
    [InlineData("""{"name": "a", "owner_user_id": "nobody"}""", "user_id", "unknown_user")]
    [InlineData("[]", "$", "bad_json")]
    [InlineData("{\"name\": ", "$", "bad_json")]
    [InlineData("", "$", "bad_json")]
    [InlineData("{\"name\": \"\\ud800\"}", "name", "wrong_type")]
    public async Task A_wrong_body_is_refused_by_field_and_nothing_is_written(string body, string field, string code)
    {
        var (status, json) = await api.SendAsync("POST", "/api/governance/virtual-keys", body);
        Assert.Equal((400, code), (status, json.Text("code")));
        Assert.True(json.GetProperty("errors").TryGetProperty(field, out _), json.ToString());
        Assert.Equal("4", (await api.SendAsync("GET", "/api/governance/virtual-keys")).Json.Text("total_count"));
    }

    [Theory]
    [InlineData("/api/governance/virtual-keys?limit=0", "limit")]
    [InlineData("/api/governance/virtual-keys?limit=many", "limit")]
    [InlineData("/api/governance/virtual-keys?offset=-1", "offset")]
    [InlineData("/api/governance/virtual-keys?colour=red", "colour")]
    [InlineData("/api/governance/virtual-keys?state=odd", "state")]
    [InlineData("/api/governance/virtual-keys?state=active&state=expired", "state")]
    [InlineData("/api/mcp/clients?auth_type=odd", "auth_type")]
    [InlineData("/api/mcp/clients?disabled=perhaps", "disabled")]
    [InlineData("/api/changes?limit=101", "limit")]
    [InlineData("/api/changes?cursor=odd", "cursor")]
    [InlineData("/api/changes?origin=moon", "origin")]
    [InlineData("/api/access?virtual_key_id=ana-laptop", "mcp_client_id")]
    [InlineData("/api/drift?deep=true", "deep")]
    public async Task A_wrong_parameter_is_refused_by_name(string path, string name)
    {
        var (status, json) = await api.SendAsync("GET", path);
        Assert.Equal(400, status);
        Assert.True(json.GetProperty("errors").TryGetProperty(name, out _), json.ToString());
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_415_and_one_over_10_MB_is_413()
    {
        using var form = new StringContent("name=a");
        using var answer = await api.PostAsync(new Uri("/api/plans", UriKind.Relative), form);
        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Contains("\"content_type\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var (status, json) = await api.SendAsync("POST", "/api/plans", $$"""{"edit": "{{new string('x', 11_000_000)}}"}""");
        Assert.Equal((413, "too_large"), (status, json.Text("code")));
    }

    [Fact]
    public async Task Nobody_is_told_anything_and_a_viewer_reads_and_plans_but_writes_nothing()
    {
        using var stranger = new HttpClient { BaseAddress = server.Address };
        Assert.Equal((401, "no_credentials"), (await stranger.SendAsync("GET", "/api/changes")) is var (status, json) ? (status, json.Text("code")) : default);
        Assert.Equal(401, (await stranger.SendAsync("GET", "/api/nowhere")).Status);
        using var viewer = await server.CallerAsync(Role.Viewer);
        Assert.Equal(200, (await viewer.SendAsync("GET", "/api/governance/virtual-keys")).Status);
        Assert.Equal(200, (await viewer.SendAsync("POST", "/api/plans", """{"edit": {"kind": "repair"}}""")).Status);
        foreach (var (method, path, body) in new[]
        {
            ("POST", "/api/governance/virtual-keys?dry_run=true", """{"name": "a"}"""), ("PUT", "/api/governance/virtual-keys/ana-laptop", """{"is_active": false}"""),
            ("DELETE", "/api/governance/virtual-keys/ana-laptop", ""), ("POST", "/api/governance/virtual-keys/ana-laptop/rotate", ""), ("POST", "/api/mcp/client", "{}"),
            ("PATCH", "/api/mcp/client/crm/sharing", "{}"), ("POST", "/api/changes", "{}"), ("DELETE", "/api/access-profiles/desk", ""),
        })
            Assert.Equal((403, "role"), (await viewer.SendAsync(method, path, body)) is var (refused, why) ? (refused, why.Text("code")) : default);
    }
}
