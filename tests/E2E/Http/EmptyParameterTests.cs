using System.Text.Json;
using Gatehouse.Tests.E2E.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>An unset variable in a script makes a parameter without a value: it is refused on every route, and never read as absent.</summary>
public sealed class EmptyParameterTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    [Fact]
    public async Task A_parameter_without_a_value_is_refused_on_every_route_and_writes_nothing()
    {
        using var admin = await office.Server.CallerAsync(Role.Admin);
        var before = await admin.GetStringAsync(new Uri("/api/export", UriKind.Relative));
        var document = (await admin.SendAsync("GET", "/openapi/v1.json")).Json.GetProperty("paths");
        var routes = Routes(document).ToArray();
        Assert.True(routes.Length > 30 && routes.Sum(route => route.Parameters.Count()) > 60, "The routes and their parameters must be found.");
        var wrong = new List<string>();
        foreach (var (method, path, parameters) in routes)
            foreach (var query in parameters.Append("colour").SelectMany(name => new[] { $"{name}=", name, $"{name}=%20", $"{name}=&{name}=true" }))
            {
                var (status, json) = await admin.SendAsync(method, $"{path}?{query}", method is "GET" or "DELETE" ? null : BodyOf(path));
                if ((status, json.Text("code")) != (400, "empty_parameter"))
                    wrong.Add($"{method} {path}?{query}: {status} {json}");
            }
        Assert.Equal("", string.Join(Environment.NewLine, wrong));
        Assert.Equal(before, await admin.GetStringAsync(new Uri("/api/export", UriKind.Relative)));
    }

    [Theory]
    [InlineData("/api/mcp/sessions?virtual_key_id=,", "empty_parameter")]
    [InlineData("/api/mcp/sessions?status=active,,orphaned", "empty_parameter")]
    public async Task A_list_with_an_entry_without_a_value_is_refused(string path, string code)
    {
        var (status, json) = await office.Api.SendAsync("GET", path);
        Assert.Equal((400, code), (status, json.Text("code")));
    }

    [Fact]
    public async Task A_fingerprint_or_a_filter_without_a_value_is_refused_and_not_read_as_absent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/governance/virtual-keys/cy-laptop");
        Assert.True(request.Headers.TryAddWithoutValidation("X-Plan-Fingerprint", ""));
        using var answer = await office.Api.SendAsync(request);
        Assert.Contains("\"bad_fingerprint\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (await office.Api.SendAsync("GET", "/api/governance/virtual-keys/cy-laptop")).Status);
        var (status, json) = await office.Api.SendAsync("POST", "/api/plans/transitions", """{"edit": {"kind": "repair"}, "mcp_client_id": ""}""");
        Assert.Equal((400, "empty_field"), (status, json.Text("code")));
    }

    /// <summary>Every route that programs ask, with the parameters it says it takes.</summary>
    private IEnumerable<(string Method, string Path, IEnumerable<string> Parameters)> Routes(JsonElement document) =>
        from route in office.Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = route.RoutePattern.RawText!
        where (path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/api/docs", StringComparison.Ordinal)) || path.StartsWith("/export/", StringComparison.Ordinal) || path == "/metrics"
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, new Door(method, path, null).Path.Replace("/none", "/cy-laptop", StringComparison.Ordinal), Parameters(document, method, path));

    private static IEnumerable<string> Parameters(JsonElement document, string method, string path) =>
        document.TryGetProperty(path.Replace(":long}", "}", StringComparison.Ordinal), out var route) && route.GetProperty(method.ToLowerInvariant()).TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(parameter => parameter.Text("in") == "query").Select(parameter => parameter.Text("name")) : [];

    /// <summary>Right, so that nothing but the parameter stands against it.</summary>
    private static string BodyOf(string path) => path switch
    {
        "/api/import" => """{"version": 1, "users": [{"id": "new", "user_name": "new@acme.example", "display_name": "New"}]}""",
        "/api/changes" or "/api/plans" or "/api/plans/transitions" => """{"edit": {"kind": "delete_virtual_key", "virtual_key_id": "cy-laptop"}}""",
        "/api/mcp/client" => """{"name": "new", "connection_type": "http", "connection_string": "https://new.example"}""",
        _ => """{"name": "new"}""",
    };
}
