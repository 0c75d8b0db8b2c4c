using System.Text;
using System.Text.Json;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Who says which version they read overwrites nobody; and what a text and an expiry may be.</summary>
public sealed class PreconditionTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    [Fact]
    public async Task Of_twelve_writes_at_the_same_moment_that_name_the_version_they_read_one_is_made()
    {
        const string path = "/api/governance/virtual-keys/bo-laptop";
        var tag = await TagAsync(path);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => PutAsync(path, $$"""{"description": "write {{number}}"}""", tag)));
        Assert.Equal("200 x 1, 412 x 11", string.Join(", ", answers.GroupBy(answer => answer.Status).OrderBy(group => group.Key).Select(group => $"{group.Key} x {group.Count()}")));
        var won = answers.Single(answer => answer.Status == 200);
        Assert.Equal(won.Tag, await TagAsync(path));
        Assert.Equal(won.Json.GetProperty("virtual_key").Text("description"), (await office.Api.SendAsync("GET", path)).Json.GetProperty("virtual_key").Text("description"));
        Assert.All(answers.Where(answer => answer.Status == 412), answer => Assert.Equal("not_current", answer.Json.Text("code")));
    }

    [Theory]
    [InlineData("/api/governance/virtual-keys/ana-laptop", """{"name": "ana-desk"}""")]
    [InlineData("/api/mcp/client/versioned", """{"disabled": true}""")]
    [InlineData("/api/access-profiles/desk", """{"name": "Front desk"}""")]
    public async Task An_old_version_is_412_and_writes_nothing_the_current_one_goes_through(string path, string body)
    {
        await office.Api.SendAsync("POST", "/api/mcp/client", """{"name": "versioned", "connection_type": "http", "connection_string": "https://versioned.example/mcp"}""");
        var old = await TagAsync(path);
        Assert.Equal(200, (await PutAsync(path, body, old)).Status);
        var before = (await office.Api.SendAsync("GET", path)).Json.ToString();
        Assert.Equal(412, (await PutAsync(path, """{"name": "another"}""", old)).Status);
        Assert.Equal(412, (await PutAsync($"{path}?dry_run=true", """{"name": "another"}""", old)).Status);
        Assert.Equal(412, (await SendAsync("DELETE", path, null, old)).Status);
        Assert.Equal(400, (await PutAsync(path, """{"name": "another"}""", "no-quotes")).Status);
        Assert.Equal(400, (await PutAsync(path, """{"name": "another"}""", "")).Status);
        Assert.Equal(before, (await office.Api.SendAsync("GET", path)).Json.ToString());
    }

    [Fact]
    public async Task A_grant_that_is_edited_at_the_key_makes_another_version_of_the_client_too()
    {
        var before = await TagAsync("/api/mcp/client/crm");
        await office.Api.SendAsync("PUT", "/api/governance/virtual-keys/support-bot", """{"mcp_configs": [{"mcp_client_id": "crm", "tools_to_execute": ["read"]}, {"mcp_client_id": "wiki", "tools_to_execute": ["*"]}]}""");
        Assert.NotEqual(before, await TagAsync("/api/mcp/client/crm"));
    }

    [Theory]
    [InlineData("2027-01-01T00:00:00", "which clock")]
    [InlineData("2027-01-01", "which clock")]
    [InlineData("2020-01-01T00:00:00Z", "in the past")]
    public async Task An_expiry_says_its_offset_and_lies_ahead(string expiry, string says)
    {
        foreach (var (method, path, body) in new[]
        {
            ("POST", "/api/governance/virtual-keys", $$"""{"name": "ends", "expires_at": "{{expiry}}"}"""),
            ("PUT", "/api/governance/virtual-keys/cy-laptop", $$"""{"expires_at": "{{expiry}}"}"""),
        })
        {
            var (status, json) = await office.Api.SendAsync(method, path, body);
            Assert.Equal(400, status);
            Assert.Contains(says, json.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("safe\\u202Egnp.exe", "U+202E")]
    [InlineData("\\u200b", "U+200B")]
    [InlineData("a\\u0000b", "U+0000")]
    [InlineData("a\\r\\nb", "U+000D")]
    [InlineData("a\\tb", "U+0009")]
    [InlineData("a\\u2066b", "U+2066")]
    public async Task A_name_holds_nothing_that_no_eye_sees(string name, string says)
    {
        foreach (var (method, path, body) in new[]
        {
            ("POST", "/api/governance/virtual-keys", $$"""{"name": "{{name}}"}"""),
            ("PUT", "/api/governance/virtual-keys/cy-laptop", $$"""{"name": "{{name}}"}"""),
            ("POST", "/api/access-profiles", $$"""{"name": "{{name}}"}"""),
            ("POST", "/api/mcp/client", $$"""{"name": "{{name}}", "connection_type": "http", "connection_string": "https://x.example"}"""),
            ("PUT", "/api/governance/virtual-keys/cy-laptop", $$"""{"description": "x{{name.Replace("\\r\\n", "\\u0001", StringComparison.Ordinal).Replace("\\t", "\\u0001", StringComparison.Ordinal)}}"}"""),
            ("POST", "/api/plans", $$"""{"edit": {"kind": "allowlist", "virtual_key_id": "cy-laptop", "add": [{"mcp_client_id": "crm", "tools_to_execute": ["x{{name}}"]} ] } }"""),
        })
        {
            var (status, json) = await office.Api.SendAsync(method, path, body);
            Assert.True(status == 400, $"{method} {path} {body}: {json}");
            Assert.Contains(body.Contains("\\u0001", StringComparison.Ordinal) ? "U+0001" : says, json.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Texts_and_header_names_have_an_end_and_some_headers_are_nobodys_to_store()
    {
        Assert.Equal(400, (await office.Api.SendAsync("PUT", "/api/governance/virtual-keys/cy-laptop", $$"""{"description": "{{new string('d', 5_001)}}"}""")).Status);
        foreach (var names in new[] { "\"Host\"", "\"content-length\"", "\"Connection\"", "\"Transfer-Encoding\"", $"\"{new string('h', 129)}\"", string.Join(',', Enumerable.Range(0, 101).Select(number => $"\"x-{number}\"")) })
            Assert.Equal(400, (await office.Api.SendAsync("POST", "/api/mcp/client",
                $$"""{"name": "h", "connection_type": "http", "connection_string": "https://x.example/mcp", "auth_type": "per_user_headers", "per_user_header_keys": [{{names}}]}""")).Status);
    }

    private async Task<string> TagAsync(string path)
    {
        using var answer = await office.Api.GetAsync(new Uri(path, UriKind.Relative));
        return answer.Headers.ETag!.Tag;
    }

    private Task<(int Status, string? Tag, JsonElement Json)> PutAsync(string path, string body, string tag) => SendAsync("PUT", path, body, tag);

    private async Task<(int Status, string? Tag, JsonElement Json)> SendAsync(string method, string path, string? body, string tag)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var answer = await office.Api.SendAsync(request);
        return ((int)answer.StatusCode, answer.Headers.ETag?.Tag, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
