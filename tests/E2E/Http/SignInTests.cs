using System.Net;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>A sign-in is the server's: once it is over, every copy of its cookie is worth nothing.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Mara = DashboardServer.UserName;
    private readonly DashboardServer server = new(("Admin:UserName", Mara), ("Admin:Password", DashboardServer.Password));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_the_sign_out()
    {
        var (client, cookie) = await SignedInAsync(Mara);
        using var copy = With(cookie);
        await OpensAsync(copy);
        using (var signedOut = await client.PostFormAsync("/sign-in", "/sign-out"))
            Assert.Equal("/sign-in", signedOut.Headers.Location!.OriginalString);
        await IsRefusedAsync(copy);
        client.Dispose();
    }

    [Fact]
    public async Task An_old_cookie_of_another_make_opens_nothing()
    {
        using var stranger = With("gatehouse=CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAA");
        await IsRefusedAsync(stranger);
    }

    [Fact]
    public async Task Whoever_signs_in_anew_ends_what_the_browser_had_before()
    {
        var (client, cookie) = await SignedInAsync(Mara);
        using var copy = With(cookie);
        await client.SignInAsync(Mara, DashboardServer.Password);
        await OpensAsync(client);
        await IsRefusedAsync(copy);
        client.Dispose();
    }

    [Fact]
    public async Task An_admin_lists_and_ends_sign_ins_over_the_API()
    {
        var (mara, _) = await SignedInAsync(Mara);
        var (vera, _) = await SignedInAsync(await AddAsync("vera", Role.Viewer));
        using var api = await server.CallerAsync(Role.Admin);
        var (status, list) = await api.SendAsync("GET", "/api/sign-ins?sort=user_name");
        Assert.Equal((200, 2), (status, list.GetProperty("total").GetInt32()));
        var row = list.GetProperty("items")[1];
        Assert.Equal(("vera", "127.0.0.1", "Unknown browser"), (row.Text("user_name"), row.Text("address"), row.Text("browser")));
        Assert.Equal(200, (await api.SendAsync("GET", $"/api/sign-ins/{row.Text("id")}")).Status);

        Assert.Equal(1, (await api.SendAsync("DELETE", $"/api/sign-ins/{row.Text("id")}")).Json.GetProperty("ended").GetInt32());
        await IsRefusedAsync(vera);
        await OpensAsync(mara);
        Assert.Equal(404, (await api.SendAsync("GET", $"/api/sign-ins/{row.Text("id")}")).Status);
        Assert.Equal(404, (await api.SendAsync("DELETE", "/api/sign-ins/signin-none")).Status);

        Assert.Equal(400, (await api.SendAsync("DELETE", "/api/sign-ins")).Status);
        Assert.Equal(400, (await api.SendAsync("DELETE", "/api/sign-ins?user_name=")).Status);
        Assert.Equal(404, (await api.SendAsync("DELETE", "/api/sign-ins?user_name=nobody")).Status);
        Assert.Equal(1, (await api.SendAsync("DELETE", $"/api/sign-ins?user_name={Mara}")).Json.GetProperty("ended").GetInt32());
        await IsRefusedAsync(mara);
        Assert.Equal(0, (await api.SendAsync("DELETE", "/api/sign-ins?everybody=true")).Json.GetProperty("ended").GetInt32());
        mara.Dispose();
        vera.Dispose();
    }

    [Fact]
    public async Task Another_password_another_role_and_a_removed_account_end_every_sign_in_of_it()
    {
        var edits = server.Services.GetRequiredService<AdminEdits>();
        var links = server.Services.GetRequiredService<PasswordLinks>();
        var vera = (await server.Services.GetRequiredService<AdminQueries>().ListAsync(await AddAsync("vera", Role.Viewer))).Single();

        var (before, _) = await SignedInAsync("vera");
        var link = Assert.IsType<EditOutcome.Done>(await edits.InviteAsync(DashboardServer.By(Mara), vera.Id));
        await OpensAsync(before);
        Assert.IsType<EditOutcome.Done>(await links.ChooseAsync(null, vera.Id, link.Secret!, "three-dry-lemons"));
        await IsRefusedAsync(before);

        var (then, _) = await SignedInAsync("vera", "three-dry-lemons");
        Assert.IsType<EditOutcome.Done>(await edits.ChangeRoleAsync(DashboardServer.By(Mara), vera.Id, Role.Operator));
        await IsRefusedAsync(then);

        var (last, _) = await SignedInAsync("vera", "three-dry-lemons");
        Assert.IsType<EditOutcome.Done>(await edits.RemoveAsync(DashboardServer.By(Mara), vera.Id));
        await IsRefusedAsync(last);
        foreach (var client in new[] { before, then, last })
            client.Dispose();
    }

    [Fact]
    public async Task A_common_password_is_refused_where_one_is_chosen()
    {
        var added = Assert.IsType<EditOutcome.Done>(await server.Services.GetRequiredService<AdminEdits>().AddAsync(DashboardServer.By(Mara), "vera", Role.Viewer));
        using var client = server.NewClient();
        using var answer = await client.PostFormAsync(Links.SetPasswordWith(added.Id, added.Secret!), Links.SetPassword,
            ("id", added.Id), ("token", added.Secret!), ("password", "aaaaaaaaaaaa"), ("repeat", "aaaaaaaaaaaa"));
        Assert.Contains("repeats", Uri.UnescapeDataString(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    private async Task<string> AddAsync(string name, Role role)
    {
        await server.AddAccountAsync(name, role);
        return name;
    }

    private async Task<(HttpClient Client, string Cookie)> SignedInAsync(string userName, string password = DashboardServer.Password)
    {
        var client = server.NewClient();
        using var answer = await client.SignInAsync(userName, password);
        return (client, answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("gatehouse=", StringComparison.Ordinal)).Split(';')[0]);
    }

    /// <summary>Another program that holds a copy of a cookie.</summary>
    private HttpClient With(string cookie)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return client;
    }

    private static async Task OpensAsync(HttpClient client)
    {
        using var page = await client.GetAsync(new Uri("/virtual-keys", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    private static async Task IsRefusedAsync(HttpClient client)
    {
        using var page = await client.GetAsync(new Uri("/virtual-keys", UriKind.Relative));
        Assert.Equal("/sign-in", page.Headers.Location?.AbsolutePath);
        using var circuit = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);
        using var api = await client.GetAsync(new Uri("/api/changes", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }
}
