using System.Text.Json;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>The examples of the OpenAPI document: they are there, and the demo company takes them as they stand.</summary>
public sealed class ExampleTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    [Fact]
    public async Task Every_body_every_id_of_an_address_and_every_kind_of_edit_has_an_example()
    {
        var document = (await office.Api.SendAsync("GET", "/openapi/v1.json")).Json;
        Assert.Empty(Operation.All(document).SelectMany(operation => operation.Missing));
        var kinds = document.GetProperty("components").GetProperty("schemas").GetProperty("Edit").GetProperty("discriminator").GetProperty("mapping");
        var plans = document.GetProperty("paths").GetProperty("/api/plans").GetProperty("post");
        Assert.Equal(kinds.EnumerateObject().Select(kind => kind.Name).Order(StringComparer.Ordinal), Operation.Bodies(plans).Select(body => body.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_example_can_be_sent_to_the_demo_company_as_a_dry_run_and_for_real()
    {
        await using var server = new DashboardServer(("sample", "demo"));
        using var api = await server.CallerAsync(Role.Admin);
        var operations = Operation.All((await api.SendAsync("GET", "/openapi/v1.json")).Json);
        var refused = new List<string>();
        // What one example deletes, another may name.
        // Nobody is signed in with a browser there.
        foreach (var operation in operations.Where(operation => operation.Missing.Count == 0 && !operation.Requests.Any(request => request.Address.StartsWith("/api/sign-ins", StringComparison.Ordinal))).OrderBy(operation => operation.Method == "DELETE"))
            foreach (var (method, address, body) in operation.Requests)
            {
                var (status, answer) = await api.SendAsync(method, address, body);
                if (status is < 200 or > 299)
                    refused.Add($"{method} {address} {body}: {status} {answer}");
            }
        Assert.True(refused.Count == 0, string.Join(Environment.NewLine, refused));
    }

    /// <summary>An operation as the document tells it.</summary>
    /// <param name="Method">GET, PUT ….</param>
    /// <param name="Missing">Parameters and bodies that have to be sent and have no example.</param>
    /// <param name="Requests">What its examples ask for: those that can be a dry run are one first.</param>
    private sealed record Operation(string Method, IReadOnlyList<string> Missing, IReadOnlyList<(string Method, string Address, string? Body)> Requests)
    {
        public static IReadOnlyList<Operation> All(JsonElement document) => [.. document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => Of(operation.Name.ToUpperInvariant(), path.Name, operation.Value)))];

        public static IReadOnlyList<JsonProperty> Bodies(JsonElement operation) =>
            operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").GetProperty("application/json").TryGetProperty("examples", out var examples)
                ? [.. examples.EnumerateObject()] : [];

        private static Operation Of(string method, string path, JsonElement operation)
        {
            var missing = new List<string>();
            var bodies = Bodies(operation).Select(body => (string?)body.Value.GetProperty("value").GetRawText()).ToList();
            if (operation.TryGetProperty("requestBody", out _) && bodies.Count == 0)
                missing.Add($"{method} {path}: the body");
            else if (bodies.Count == 0)
                bodies.Add(null);
            var query = new List<string>();
            var address = path;
            var isDry = false;
            foreach (var parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default)
            {
                var name = parameter.Text("name");
                isDry |= name == "dry_run";
                if (!parameter.TryGetProperty("example", out var example))
                {
                    if (parameter.TryGetProperty("required", out var required) && required.GetBoolean())
                        missing.Add($"{method} {path}: {name}");
                }
                else if (parameter.Text("in") == "path")
                    address = address.Replace($"{{{name}}}", example.ToString(), StringComparison.Ordinal);
                else
                    query.Add($"{name}={example}");
            }
            var dry = isDry ? bodies.Select(body => (method, $"{address}?{string.Join('&', query.Append("dry_run=true"))}", body)) : [];
            return new(method, missing, [.. dry, .. bodies.Select(body => (method, query.Count == 0 ? address : $"{address}?{string.Join('&', query)}", body))]);
        }
    }
}
