using System.Text.Json;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>The OpenAPI document and its page.</summary>
public sealed class ApiDocumentTests(ApiOffice office, DemoDashboard demo) : IClassFixture<ApiOffice>
{
    [Fact]
    public async Task Every_route_parameter_and_field_has_a_sentence()
    {
        var (status, document) = await office.Api.SendAsync("GET", "/openapi/v1.json");
        Assert.Equal(200, status);
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var silent = new List<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
            {
                if (!Says(operation.Value) || !operation.Value.TryGetProperty("summary", out _))
                    silent.Add($"{operation.Name} {path.Name}");
                if (operation.Value.TryGetProperty("parameters", out var parameters))
                    silent.AddRange(parameters.EnumerateArray().Where(parameter => !Says(parameter)).Select(parameter => $"{operation.Name} {path.Name} {parameter.Text("name")}"));
            }
        foreach (var schema in schemas.EnumerateObject())
        {
            if (!Says(schema.Value))
                silent.Add(schema.Name);
            if (schema.Value.TryGetProperty("properties", out var fields))
                silent.AddRange(fields.EnumerateObject().Where(field => !Says(field.Value) && !SaysWithinNull(field.Value)).Select(field => $"{schema.Name}.{field.Name}"));
        }
        Assert.Empty(silent);
        Assert.True(document.GetProperty("paths").GetProperty("/api/governance/virtual-keys").TryGetProperty("post", out _));
    }

    [Fact]
    public async Task The_page_shows_the_routes_and_asks_no_other_site()
    {
        var page = await demo.SignedInAsync("/");
        var strange = new List<string>();
        var errors = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(demo.Server.Address.ToString(), StringComparison.Ordinal) && request.Url.StartsWith("http", StringComparison.Ordinal))
                strange.Add(request.Url);
        };
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
                errors.Add(said.Text);
        };
        await page.GotoAsync("/api/docs/");
        await page.GetByText("List virtual keys").First.WaitForAsync();
        Assert.Empty(strange);
        Assert.Empty(errors);
        if (Environment.GetEnvironmentVariable("GATEHOUSE_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "api-docs.png") });
    }

    [Fact]
    public async Task The_page_is_for_those_who_signed_in()
    {
        using var stranger = new HttpClient { BaseAddress = office.Server.Address };
        Assert.Equal(401, (await stranger.SendAsync("GET", "/openapi/v1.json")).Status);
    }

    private static bool Says(JsonElement of) => of.TryGetProperty("description", out var text) && text.GetString() is { Length: > 3 };

    /// <summary>The sentence of a field that may be null stands beside what it refers to.</summary>
    private static bool SaysWithinNull(JsonElement field) => field.TryGetProperty("oneOf", out var either) && either.EnumerateArray().Any(Says);
}
