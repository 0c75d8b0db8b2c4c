using System.Net;
using System.Net.WebSockets;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Pages of another origin get no circuit and write nothing with somebody's cookie.</summary>
public sealed class OriginTests(DemoDashboard demo)
{
    private Uri Own => demo.Server.Address;

    public static TheoryData<string, string, bool> Pages => new()
    {
        // Header, value, whether it is a page of ours; {own} is the address of the server.
        { "Origin", "http://evil.example", false },
        { "Origin", "null", false },
        { "Origin", "http://127.0.0.1:1", false },
        { "Origin", "http://127.0.0.1.evil.example", false },
        { "Origin", "file://", false },
        { "Origin", "{own}", true },
        { "Sec-Fetch-Site", "cross-site", false },
        { "Sec-Fetch-Site", "same-site", false },
        { "Sec-Fetch-Site", "same-origin", true },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_of_another_origin_gets_no_circuit(string header, string value, bool isOurs)
    {
        using var client = await SignedInAsync();
        foreach (var (method, path) in new[] { ("POST", "/_blazor/negotiate?negotiateVersion=1"), ("GET", "/_blazor?id=none"), ("POST", "/_blazor/disconnect") })
        {
            using var answer = await client.SendAsync(Ask(method, path, header, value));
            Assert.Equal((path, isOurs), (path, answer.StatusCode != HttpStatusCode.Forbidden));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_of_another_origin_writes_nothing_with_a_cookie(string header, string value, bool isOurs)
    {
        using var client = await SignedInAsync();
        foreach (var path in new[] { "/sign-in", "/set-up", "/set-password", "/api/changes", "/settings" })
        {
            using var answer = await client.SendAsync(Ask("POST", path, header, value));
            Assert.Equal((path, isOurs), (path, answer.StatusCode != HttpStatusCode.Forbidden));
        }
        using (var signOut = await client.SendAsync(Ask("POST", "/sign-out", header, value)))
            Assert.Equal(isOurs, signOut.StatusCode != HttpStatusCode.Forbidden);
        if (!isOurs)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/virtual-keys", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_web_socket_of_another_origin_is_refused_with_an_admins_cookie()
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Own };
        await client.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        var circuit = new UriBuilder(new Uri(Own, "/_blazor")) { Scheme = "ws" }.Uri;

        using var foreign = new ClientWebSocket { Options = { Cookies = cookies, CollectHttpResponseDetails = true } };
        foreign.Options.SetRequestHeader("Origin", "http://evil.example");
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(circuit, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.HttpStatusCode);

        using var own = new ClientWebSocket { Options = { Cookies = cookies } };
        own.Options.SetRequestHeader("Origin", Own.GetLeftPart(UriPartial.Authority));
        await own.ConnectAsync(circuit, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task A_program_with_an_API_token_writes_from_anywhere()
    {
        using var client = await demo.Server.CallerAsync(Role.Admin);
        using var answer = await client.SendAsync(Ask("POST", "/api/plans", "Origin", "http://evil.example"));
        Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Behind_a_proxy_the_pages_of_the_public_address_are_ours()
    {
        await using var server = new DashboardServer(("PublicUrl", "https://gate.example"), ("AllowedHosts", "localhost;127.0.0.1;other.example"), ("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        using var client = server.NewClient();
        await client.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        foreach (var (origin, isOurs) in new[] { ("https://gate.example", true), ("https://gate.example:8443", false), ("http://gate.example", false), ("https://evil.example", false) })
        {
            using var answer = await client.SendAsync(Ask("POST", "/_blazor/negotiate?negotiateVersion=1", "Origin", origin));
            Assert.Equal((origin, isOurs), (origin, answer.StatusCode != HttpStatusCode.Forbidden));
        }
        // Without the setting: a proxy that keeps the name speaks TLS for us.
        using var kept = Ask("POST", "/_blazor/negotiate?negotiateVersion=1", "Origin", "https://other.example");
        kept.Headers.Host = "other.example";
        Assert.NotEqual(HttpStatusCode.Forbidden, (await client.SendAsync(kept)).StatusCode);
    }

    private HttpRequestMessage Ask(string method, string path, string header, string value)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Add(header, value.Replace("{own}", Own.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        return request;
    }

    private async Task<HttpClient> SignedInAsync()
    {
        var client = demo.Server.NewClient();
        await client.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        return client;
    }
}
