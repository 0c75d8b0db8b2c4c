using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using Gatehouse.Dashboard.Security;
using Gatehouse.Tests.E2E.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Walks through every door as everybody: with each role by cookie and by API token, and as nobody.</summary>
public sealed class WalkTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    [Fact]
    public void Every_route_of_the_program_is_in_the_table_and_nothing_else()
    {
        var routes = office.Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.Metadata.Any(fact => fact.GetType().Name == "StaticAssetDescriptor"))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { } methods
                ? methods.Select(method => $"{method} {endpoint.RoutePattern.RawText}")
                // Those of the circuit take any method; the table has the one that is used.
                : Doors.All.Where(door => door.Template == endpoint.RoutePattern.RawText).Select(door => $"{door.Method} {door.Template}").DefaultIfEmpty($"ANY {endpoint.RoutePattern.RawText}"));
        Assert.Equal(Doors.All.Select(door => $"{door.Method} {door.Template}").Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_page_names_the_role_it_takes_so_that_it_ends_when_somebody_loses_it()
    {
        var pages = typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (Type: type, route.Template))).ToArray();
        Assert.NotEmpty(pages);
        Assert.All(pages, page =>
        {
            var permission = page.Type.GetCustomAttribute<AllowAnonymousAttribute>() is null ? page.Type.GetCustomAttribute<AuthorizeAttribute>()?.Policy ?? "none" : null;
            var least = permission is null ? (Role?)null : Permissions.Least[permission];
            Assert.Equal((page.Template, Doors.All.Single(door => door.Template == page.Template && door.Method == "GET").Least), (page.Template, least));
        });
    }

    [Fact]
    public async Task Nobody_comes_through_but_where_it_is_open()
    {
        using var nobody = office.Server.NewClient();
        var wrong = new List<string>();
        foreach (var door in Doors.All)
        {
            using var answer = await KnockAsync(nobody, door);
            var refused = answer.StatusCode == HttpStatusCode.Unauthorized || LeadsToSignIn(answer);
            if (refused != door.Least.HasValue || answer.StatusCode >= HttpStatusCode.InternalServerError)
                wrong.Add($"{door.Method} {door.Path}: {(int)answer.StatusCode}");
            if (refused && (door.Path.StartsWith("/api/", StringComparison.Ordinal) || door.Path.StartsWith("/openapi/", StringComparison.Ordinal)))
                wrong.AddRange(await NotAProblemAsync(door, answer, "no_credentials"));
        }
        Assert.Equal("", string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Admin)]
    public async Task Whoever_signed_in_comes_as_far_as_their_role(Role role)
    {
        var name = $"walks.as.{role}";
        await office.Server.AddAccountAsync(name, role);
        using var client = office.Server.NewClient();
        await client.SignInAsync(name, DashboardServer.Password);
        await WalkAsync(client, role);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Admin)]
    public async Task A_program_comes_as_far_as_the_role_of_its_token(Role role)
    {
        using var client = await office.Server.CallerAsync(role);
        await WalkAsync(client, role);
    }

    private static async Task WalkAsync(HttpClient client, Role role)
    {
        var wrong = new List<string>();
        foreach (var door in Doors.All)
        {
            using var answer = await KnockAsync(client, door);
            var refused = answer.StatusCode == HttpStatusCode.Forbidden;
            if (refused != door.Least > role || answer.StatusCode is HttpStatusCode.Unauthorized or >= HttpStatusCode.InternalServerError
                || (door.Template != "/sign-out" && door.Least is not null && LeadsToSignIn(answer)))
                wrong.Add($"{door.Method} {door.Path}: {(int)answer.StatusCode}");
            if (refused && door.Path.StartsWith("/api/", StringComparison.Ordinal))
                wrong.AddRange(await NotAProblemAsync(door, answer, "role"));
        }
        Assert.Equal("", string.Join(Environment.NewLine, wrong));
    }

    private static async Task<HttpResponseMessage> KnockAsync(HttpClient client, Door door)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), new Uri(door.Path, UriKind.Relative));
        if (door.Method is "POST" or "PUT" or "PATCH")
            request.Content = door.Path.StartsWith("/api/", StringComparison.Ordinal)
                ? new StringContent("{}", Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([]);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<IEnumerable<string>> NotAProblemAsync(Door door, HttpResponseMessage answer, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && text.Contains($"\"{code}\"", StringComparison.Ordinal)
            ? [] : [$"{door.Method} {door.Path} is no problem \"{code}\": {text}"];
    }

    private static bool LeadsToSignIn(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location is { } to && to.OriginalString.Contains("/sign-in", StringComparison.Ordinal);
}
