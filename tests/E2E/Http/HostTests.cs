using System.Net;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Under which names the server answers, how often, and that browsers are told to come by https.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_name_that_is_not_the_servers_gets_nothing_and_its_public_name_is_told_to_come_by_https()
    {
        await using var server = new DashboardServer(("PublicUrl", "https://gate.example"));
        using var client = new HttpClient { BaseAddress = server.Address };
        foreach (var (host, status, hsts) in new (string, HttpStatusCode, bool)[]
        {
            ("gate.example", HttpStatusCode.OK, true), ("localhost", HttpStatusCode.OK, false), ("127.0.0.1", HttpStatusCode.OK, false), ("evil.example", HttpStatusCode.BadRequest, false),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
            request.Headers.Host = host;
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((host, status, hsts), (host, answer.StatusCode, answer.Headers.Contains("Strict-Transport-Security")));
        }
    }

    [Fact]
    public async Task More_requests_than_one_address_may_make_are_refused_with_how_long_to_wait_and_health_is_not_counted()
    {
        await using var server = new DashboardServer(("Limits:Requests", "60"));
        using var client = new HttpClient { BaseAddress = server.Address };
        var refused = 0;
        for (var each = 0; each < 120; each++)
        {
            using var answer = await client.GetAsync(new Uri("/api/mcp/clients", UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                continue;
            refused++;
            Assert.Equal(("1", "application/problem+json"), (answer.Headers.GetValues("Retry-After").Single(), answer.Content.Headers.ContentType?.MediaType));
        }
        Assert.InRange(refused, 1, 60);
        using var page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Contains("Wait a second", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("live", await client.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
    }
}
