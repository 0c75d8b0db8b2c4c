using System.Net.Sockets;
using System.Text;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Headers that every answer has, the methods a route has, and ids in addresses.</summary>
public sealed class AnswerHeaderTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    [Fact]
    public async Task Every_answer_has_the_same_headers_of_protection_and_nobody_keeps_it()
    {
        using var admin = await office.Server.CallerAsync(Role.Admin);
        using var nobody = office.Server.NewClient();
        var wrong = new List<string>();
        foreach (var client in new[] { admin, nobody })
            foreach (var door in Doors.All)
            {
                using var request = new HttpRequestMessage(new HttpMethod(door.Method), new Uri(door.Path, UriKind.Relative));
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var policy = string.Join(",", Header(answer, "Content-Security-Policy"));
                if (!policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) || !policy.Contains("connect-src 'self';", StringComparison.Ordinal)
                    || Header(answer, "X-Content-Type-Options") is not ["nosniff"] || Header(answer, "Referrer-Policy") is not ["same-origin"]
                    || Header(answer, "Cross-Origin-Resource-Policy") is not ["same-origin"] || Header(answer, "Permissions-Policy").Length != 1)
                    wrong.Add($"{door.Method} {door.Path} {(int)answer.StatusCode}: {answer.Headers}");
                if (!door.Path.StartsWith("/api/docs/", StringComparison.Ordinal) && answer.Headers.CacheControl?.NoStore != true)
                    wrong.Add($"{door.Method} {door.Path} {(int)answer.StatusCode} may be kept: {answer.Headers.CacheControl}");
            }
        Assert.Equal("", string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [InlineData("PATCH", "/api/governance/virtual-keys/ana-laptop", "DELETE, GET, HEAD, PUT")]
    [InlineData("PATCH", "/api/mcp/clients", "GET, HEAD")]
    [InlineData("DELETE", "/api/governance/virtual-keys", "GET, HEAD, POST")]
    public async Task A_method_that_a_route_does_not_have_is_answered_with_those_it_has(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await office.Api.SendAsync(request);
        Assert.Equal((405, allowed), ((int)answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow.Order())));
    }

    [Fact]
    public async Task An_id_may_hold_any_character_also_a_slash_or_nothing_but_dots()
    {
        await office.Server.ImportAsync("""
            {"version": 1, "users": [{"id": "https://idp.example/u/1", "user_name": "slash@acme.example", "display_name": "Slash"}],
             "virtual_keys": [{"id": "team/a", "name": "slash key"}, {"id": "team%2Fa", "name": "percent key"}, {"id": ".", "name": "dot key"}, {"id": "..", "name": "dots key"}, {"id": "é ü?#", "name": "odd key"}]}
            """);
        foreach (var (path, name) in new[] { ("team%2Fa", "slash key"), ("team%252Fa", "percent key"), ("%252E", "dot key"), ("%252E%252E", "dots key"), ("%C3%A9%20%C3%BC%3F%23", "odd key") })
            Assert.Equal(name, (await office.Api.SendAsync("GET", $"/api/governance/virtual-keys/{path}")).Json.GetProperty("virtual_key").Text("name"));
        Assert.Equal(200, (await office.Api.SendAsync("GET", "/api/users/https%3A%2F%2Fidp.example%2Fu%2F1/access")).Status);
        // As sent by a program that folds nothing.
        Assert.Contains("dot key", await SentAsync("/api/governance/virtual-keys/%2E"), StringComparison.Ordinal);
        Assert.Contains("dots key", await SentAsync("/api/governance/virtual-keys/%2e%2E"), StringComparison.Ordinal);
        Assert.Contains("total_count", await SentAsync("/api/users/../governance/virtual-keys"), StringComparison.Ordinal);
        Assert.Equal(200, (await office.Api.SendAsync("DELETE", "/api/governance/virtual-keys/team%2Fa")).Status);
        Assert.Equal(404, (await office.Api.SendAsync("GET", "/api/governance/virtual-keys/team%2Fa")).Status);
    }

    private async Task<string> SentAsync(string target)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(office.Server.Address.Host, office.Server.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {office.Server.Address.Authority}\r\nConnection: close\r\nAuthorization: {office.Api.DefaultRequestHeaders.Authorization}\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static string[] Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? [.. values] : [];
}
