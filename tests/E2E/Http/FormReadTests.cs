using System.Net;
using System.Text;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>A form that cannot be read is its sender's fault: 4xx, and no stack in the log.</summary>
public sealed class FormReadTests(ApiOffice office) : IClassFixture<ApiOffice>
{
    private static readonly string[] Doors = ["/sign-in", "/set-up", "/set-password", "/set-up/open", "/set-password/open", "/sign-out", "/settings", "/status/404", "/api/plans"];

    private static readonly (string Type, string Body)[] Forms =
    [
        ("application/x-www-form-urlencoded; charset=utf-7", "userName=a"), ("application/x-www-form-urlencoded; charset=utf-16", "userName=a"),
        ("application/x-www-form-urlencoded; charset=no-such", "userName=a"), ("application/x-www-form-urlencoded; charset=\"", "userName=a"),
        ("application/x-www-form-urlencoded", "%"), ("application/x-www-form-urlencoded", "userName=%FF%FE&password=%00"), ("application/x-www-form-urlencoded", ""),
        ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 2_000).Select(number => $"f{number}=1"))),
        ("application/x-www-form-urlencoded", $"{new string('k', 5_000)}=1"), ("application/x-www-form-urlencoded", $"userName={new string('u', 80_000)}"),
        ("multipart/form-data", "userName=a"), ("multipart/form-data; boundary=", "--\r\n"), ("multipart/form-data; boundary=x", "no boundary at all"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"userName\"\r\n\r\na"), ("multipart/form-data; boundary=x", "--x\r\nbroken header\r\n\r\na\r\n--x--"),
        ($"multipart/form-data; boundary={new string('b', 200)}", "--b"), ("multipart/form-data; boundary=x; charset=odd", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\r\n--x--"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Type: text/plain; charset=no-such\r\nContent-Disposition: form-data; name=\"userName\"\r\n\r\na\r\n--x--"),
        ("application/json", "{"), ("text/plain", "userName=a"), ("form", "a"), ("application/x-www-form-urlencoded,multipart/form-data", "a=1"),
    ];

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused_everywhere_and_leaves_no_stack_in_the_log()
    {
        using var signedIn = await SignedInAsync();
        using var nobody = office.Server.NewClient();
        office.Server.Log.Clear();
        var wrong = new List<string>();
        foreach (var client in new[] { nobody, signedIn })
            foreach (var path in Doors)
                foreach (var (type, body) in Forms.Append((null!, "")))
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
                    if (type is not null)
                        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                    using var answer = await client.SendAsync(request);
                    if ((int)answer.StatusCode is < 400 or >= 500 && !(answer.StatusCode == HttpStatusCode.Redirect && client == nobody))
                        wrong.Add($"{path} {type} {body[..Math.Min(body.Length, 40)]}: {(int)answer.StatusCode}");
                }
        Assert.Equal("", string.Join(Environment.NewLine, wrong));
        Assert.Equal("", string.Join(Environment.NewLine, office.Server.Log.Stacks.Select(line => $"{line.Text}: {line.Stack}")));
    }

    [Fact]
    public async Task A_page_takes_no_post_that_is_no_form_even_from_one_of_its_own()
    {
        using var client = await SignedInAsync();
        var token = await client.FormTokenAsync("/");
        office.Server.Log.Clear();
        foreach (var type in new[] { "application/json", "text/plain", null })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/settings/api-tokens", UriKind.Relative)) { Content = new ByteArrayContent("{}"u8.ToArray()) };
            if (type is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.Add("Origin", office.Server.Address.GetLeftPart(UriPartial.Authority));
            request.Headers.Add("RequestVerificationToken", token);
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        }
        Assert.Empty(office.Server.Log.Stacks);
    }

    [Fact]
    public async Task A_write_without_a_body_and_with_a_cookie_is_refused_on_every_route()
    {
        using var client = await SignedInAsync();
        office.Server.Log.Clear();
        var wrong = new List<string>();
        foreach (var door in Http.Doors.All.Where(door => door.Method is not ("GET" or "HEAD") && !door.Path.StartsWith("/_", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(door.Method), new Uri(door.Path, UriKind.Relative));
            using var answer = await client.SendAsync(request);
            if ((int)answer.StatusCode is < 400 or >= 500)
                wrong.Add($"{door.Method} {door.Path}: {(int)answer.StatusCode}");
        }
        Assert.Equal("", string.Join(Environment.NewLine, wrong));
        Assert.Empty(office.Server.Log.Stacks);
    }

    [Theory]
    [InlineData("/virtual-keys?q=é", "/virtual-keys?q=%C3%A9")]
    [InlineData("/virtual-keys?q=a\u2028b", "/virtual-keys?q=a%E2%80%A8b")]
    [InlineData("/virtual-keys?q=%C3%A9#top", "/virtual-keys?q=%C3%A9#top")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/..//evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\rSet-Cookie: a=b", "/")]
    public async Task After_sign_in_one_lands_at_an_address_of_ours_that_a_header_can_hold(string asked, string lands)
    {
        using var client = office.Server.NewClient();
        using var answer = await SignInAsync(client, asked);
        Assert.Equal(lands, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_secret_of_a_link_stands_in_no_address_and_so_in_no_log()
    {
        await using var server = new DashboardServer(("Logging:LogLevel:Default", "Information"), ("Logging:LogLevel:Microsoft.AspNetCore", "Information"));
        var token = (await server.Services.GetRequiredService<SetUpToken>().OfferAsync())!;
        using var client = server.NewClient();
        var link = Links.SetUpWith(token);
        Assert.Equal("", new Uri(server.Address, link).Query);
        Assert.Contains("Create the first admin", await client.OpenLinkAsync(link), StringComparison.Ordinal);
        using (var refused = await client.PostFormAsync(Links.SetUp, Links.SetUp, ("token", token), ("userName", "mara"), ("password", "a-long-enough-password"), ("repeat", "another")))
            Assert.DoesNotContain(token, refused.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using (var made = await client.PostFormAsync(Links.SetUp, Links.SetUp, ("token", token), ("userName", "mara"), ("password", "a-long-enough-password"), ("repeat", "a-long-enough-password")))
            Assert.Equal("/", made.Headers.Location!.OriginalString);
        Assert.Contains(server.Log.Lines, line => line.Text.Contains("/set-up/open", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.Text.Contains(token, StringComparison.Ordinal));
    }

    private async Task<HttpClient> SignedInAsync()
    {
        var client = office.Server.NewClient();
        using var answer = await SignInAsync(client, "/");
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        return client;
    }

    private async Task<HttpResponseMessage> SignInAsync(HttpClient client, string returnUrl)
    {
        const string name = "reads.forms";
        await office.Server.AddAccountAsync(name);
        return await client.SignInAsync(name, DashboardServer.Password, returnUrl);
    }
}
