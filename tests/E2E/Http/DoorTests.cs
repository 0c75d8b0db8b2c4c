using System.Net;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Every door asks who comes.</summary>
public sealed class DoorTests(DemoDashboard demo)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/virtual-keys")]
    [InlineData("/virtual-keys/vk-ci-bot")]
    [InlineData("/mcp-clients")]
    [InlineData("/mcp-clients/notion")]
    [InlineData("/changes")]
    [InlineData("/changes/1")]
    [InlineData("/credentials")]
    [InlineData("/export/credentials.csv")]
    [InlineData("/export/credentials.json")]
    [InlineData("/export/virtual-keys.csv")]
    [InlineData("/export/virtual-keys.json")]
    [InlineData("/export/mcp-clients.csv")]
    [InlineData("/export/mcp-clients.json")]
    public async Task Nobody_comes_in_without_signing_in(string path)
    {
        using var client = Client();
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_opens_a_circuit_without_signing_in()
    {
        using var client = Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync(new Uri("/_blazor/negotiate", UriKind.Relative), null)).StatusCode);
    }

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/set-up", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task Sign_in_set_up_and_health_are_open(string path, HttpStatusCode status)
    {
        using var client = Client();
        Assert.Equal(status, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = Client();
        using var form = new FormUrlEncodedContent([new("userName", DashboardServer.UserName), new("password", DashboardServer.Password)]);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("That request was refused", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_for_the_server_only_and_leads_to_no_other_site()
    {
        using var client = Client();
        var answer = await SignInAsync(client, DashboardServer.UserName, DashboardServer.Password, "https://evil.example/");
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("gatehouse=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Off_loopback_cookies_go_over_tls_only()
    {
        await using var server = new DashboardServer(("PublicUrl", "http://gatehouse.example"));
        using var client = Client(server);
        client.DefaultRequestHeaders.Host = "gatehouse.example";
        var page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
        Assert.Contains("secure", page.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lock.me")]
    [InlineData("nobody.has.this.name")]
    public async Task After_five_wrong_passwords_one_waits_whether_there_is_such_an_account_or_not(string name)
    {
        await using var server = new DashboardServer(("Admin:UserName", "lock.me"), ("Admin:Password", DashboardServer.Password));
        using var client = Client(server);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await SignInAsync(client, name, "wrong-password");
            Assert.Equal("/sign-in?error=wrong", wrong.Headers.Location!.OriginalString);
        }
        using var answer = await SignInAsync(client, name, DashboardServer.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Too many wrong passwords", page, StringComparison.Ordinal);
        Assert.Contains("Wait 5 minutes", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_is_signed_in_is_not_shut_out_by_guesses_of_others()
    {
        await using var server = new DashboardServer(("Admin:UserName", "many.hands"), ("Admin:Password", DashboardServer.Password));
        using var signedIn = Client(server);
        await SignInAsync(signedIn, "many.hands", DashboardServer.Password);
        using var guesser = Client(server);
        for (var attempt = 0; attempt < 6; attempt++)
            using (await SignInAsync(guesser, "many.hands", "wrong-password")) { }
        using (var shut = await SignInAsync(guesser, "many.hands", DashboardServer.Password))
            Assert.Equal(HttpStatusCode.TooManyRequests, shut.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync(new Uri("/virtual-keys", UriKind.Relative))).StatusCode);
        using var again = await SignInAsync(signedIn, "many.hands", DashboardServer.Password);
        Assert.Equal("/", again.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Before_there_is_an_account_the_sign_in_page_says_where_the_first_one_is_made()
    {
        await using var empty = new DashboardServer();
        using var client = Client(empty);
        Assert.Contains("There is no account yet.", await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)), StringComparison.Ordinal);
        using var other = Client();
        Assert.DoesNotContain("There is no account yet.", await other.GetStringAsync(new Uri("/sign-in", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_password_opens_though_others_sign_in_and_mistype_at_the_same_moment()
    {
        await using var server = new DashboardServer(("Admin:UserName", "many.hands"), ("Admin:Password", DashboardServer.Password));
        for (var round = 0; round < 5; round++)
        {
            using (var mistypes = Client(server))
                await SignInAsync(mistypes, "many.hands", "wrong-password");
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
            {
                using var client = Client(server);
                return (await SignInAsync(client, "many.hands", DashboardServer.Password)).Headers.Location!.OriginalString;
            }));
            Assert.All(answers, location => Assert.Equal("/", location));
        }
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_get_no_further_than_one_after_the_other()
    {
        await using var server = new DashboardServer(("Admin:UserName", "guess.me"), ("Admin:Password", DashboardServer.Password));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var client = Client(server);
            return (await SignInAsync(client, "guess.me", "wrong-password")).StatusCode;
        }));
        Assert.Equal(5, answers.Count(answer => answer == HttpStatusCode.Redirect));
        Assert.Equal(15, answers.Count(answer => answer == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task The_export_holds_what_is_filtered_and_no_secret()
    {
        using var client = Client();
        await SignInAsync(client, DashboardServer.UserName, DashboardServer.Password);
        var csv = await client.GetStringAsync(new Uri("/export/virtual-keys.csv?q=checkout-agent", UriKind.Relative));
        Assert.Equal(3, csv.Trim().Split('\n').Length);
        Assert.Contains("checkout-agent-2", csv, StringComparison.Ordinal);
        var json = await client.GetStringAsync(new Uri("/export/virtual-keys.json", UriKind.Relative));
        Assert.Contains("support-copilot", json, StringComparison.Ordinal);
        Assert.DoesNotContain("-demo", csv + json.Replace("demo-sandbox", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_of_MCP_clients_holds_what_is_filtered_and_no_secret()
    {
        using var client = Client();
        await SignInAsync(client, DashboardServer.UserName, DashboardServer.Password);
        var csv = await client.GetStringAsync(new Uri("/export/mcp-clients.csv?auth=headers", UriKind.Relative));
        Assert.Equal(2, csv.Trim().Split('\n').Length);
        Assert.Contains("warehouse,warehouse,https://mcp.warehouse.example/mcp,headers,false,", csv, StringComparison.Ordinal);
        var json = await client.GetStringAsync(new Uri("/export/mcp-clients.json?state=enabled&sort=-name", UriKind.Relative));
        Assert.True(json.IndexOf("warehouse", StringComparison.Ordinal) < json.IndexOf("acme-billing", StringComparison.Ordinal));
        Assert.DoesNotContain("demo-value", csv + json, StringComparison.Ordinal);
    }

    private HttpClient Client(DashboardServer? server = null) => (server ?? demo.Server).NewClient();

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string userName, string password, string? returnUrl = null) =>
        client.SignInAsync(userName, password, returnUrl);
}
