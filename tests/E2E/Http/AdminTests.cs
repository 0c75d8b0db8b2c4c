using System.Net;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Who signs in: added with a link, given roles, removed; and never without an admin.</summary>
public sealed class AdminTests : IAsyncLifetime
{
    private const string Mara = DashboardServer.UserName;
    private readonly DashboardServer server = new(("Admin:UserName", Mara), ("Admin:Password", DashboardServer.Password));

    private AdminEdits Edits => server.Services.GetRequiredService<AdminEdits>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Whoever_is_added_chooses_a_password_behind_a_link_that_works_once()
    {
        var added = await AddAsync("vera", Role.Viewer);
        using var client = server.NewClient();
        Assert.Contains("error=wrong", (await client.SignInAsync("vera", "a-long-enough-password")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        var link = Links.SetPasswordWith(added.Id, added.Secret!);
        Assert.Contains("You sign in as", await client.OpenLinkAsync(link), StringComparison.Ordinal);

        Assert.Contains("error=", await ChooseAsync(client, added, "short"), StringComparison.Ordinal);
        Assert.Contains("done=password", await ChooseAsync(client, added, "a-long-enough-password"), StringComparison.Ordinal);
        Assert.Equal("/", (await client.SignInAsync("vera", "a-long-enough-password")).Headers.Location!.OriginalString);

        using var later = server.NewClient();
        Assert.Contains("This link does not work", await later.OpenLinkAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_one_person_sets_no_other_persons_password()
    {
        var vera = await AddAsync("vera", Role.Viewer);
        var oz = await AddAsync("oz", Role.Admin);
        Assert.Null(await server.Services.GetRequiredService<PasswordLinks>().OwnerAsync(oz.Id, vera.Secret));
        Assert.IsType<EditOutcome.Gone>(await server.Services.GetRequiredService<PasswordLinks>().ChooseAsync(null, oz.Id, vera.Secret!, "a-long-enough-password"));
    }

    [Fact]
    public async Task A_new_password_link_leaves_the_old_password_until_it_is_used()
    {
        using var before = server.NewClient();
        var mara = (await AllAsync()).Single();
        var link = Assert.IsType<EditOutcome.Done>(await Edits.InviteAsync(DashboardServer.By("oz"), mara.Id));
        Assert.Equal("/", (await before.SignInAsync(Mara, DashboardServer.Password)).Headers.Location!.OriginalString);
        using var other = server.NewClient();
        await other.OpenLinkAsync(Links.SetPasswordWith(link.Id, link.Secret!));
        Assert.Contains("done=password", await ChooseAsync(other, link, "another-long-password"), StringComparison.Ordinal);
        Assert.Contains("error=wrong", (await other.SignInAsync(Mara, DashboardServer.Password)).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("/", (await other.SignInAsync(Mara, "another-long-password")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_last_admin_stays_one_whoever_asks()
    {
        var mara = (await AllAsync()).Single();
        await AddAsync("oz", Role.Operator);
        Assert.Contains("last one", Assert.IsType<EditOutcome.Refused>(await Edits.ChangeRoleAsync(DashboardServer.By("oz"), mara.Id, Role.Viewer)).Message, StringComparison.Ordinal);
        Assert.IsType<EditOutcome.Refused>(await Edits.RemoveAsync(DashboardServer.By("oz"), mara.Id));
        Assert.Equal(Role.Admin, (await AllAsync()).Single(admin => admin.UserName == Mara).Role);
        Assert.IsType<EditOutcome.Done>(await Edits.ChangeRoleAsync(DashboardServer.By("oz"), mara.Id, Role.Admin));
    }

    [Fact]
    public async Task Two_admins_who_take_the_role_from_each_other_at_the_same_moment_leave_one()
    {
        for (var round = 0; round < 10; round++)
        {
            var name = $"oz{round}";
            var oz = await AddAsync(name, Role.Admin);
            var mara = (await AllAsync()).Single(admin => admin.UserName == Mara);
            await Task.WhenAll(Task.Run(() => Edits.ChangeRoleAsync(DashboardServer.By(name), mara.Id, Role.Viewer)), Task.Run(() => Edits.ChangeRoleAsync(DashboardServer.By(Mara), oz.Id, Role.Viewer)));
            Assert.Single(await AllAsync(), admin => admin.Role == Role.Admin);
            await Edits.ChangeRoleAsync(DashboardServer.By("nobody"), mara.Id, Role.Admin);
            await Edits.RemoveAsync(DashboardServer.By(Mara), oz.Id);
        }
    }

    [Fact]
    public async Task Nobody_changes_their_own_role_or_removes_themselves()
    {
        await AddAsync("oz", Role.Admin);
        var mara = (await AllAsync()).Single(admin => admin.UserName == Mara);
        Assert.IsType<EditOutcome.Refused>(await Edits.ChangeRoleAsync(DashboardServer.By(Mara), mara.Id, Role.Viewer));
        Assert.IsType<EditOutcome.Refused>(await Edits.RemoveAsync(DashboardServer.By(Mara), mara.Id));
        Assert.Equal(2, (await AllAsync()).Count);
    }

    [Fact]
    public async Task A_name_that_is_taken_or_not_allowed_is_refused_and_a_stranger_is_gone()
    {
        Assert.Equal("user_name", Assert.IsType<EditOutcome.Refused>(await Edits.AddAsync(DashboardServer.By(Mara), Mara, Role.Viewer)).Field);
        Assert.Equal("user_name", Assert.IsType<EditOutcome.Refused>(await Edits.AddAsync(DashboardServer.By(Mara), " ", Role.Viewer)).Field);
        Assert.Equal("role", Assert.IsType<EditOutcome.Refused>(await Edits.AddAsync(DashboardServer.By(Mara), "new", (Role)9)).Field);
        Assert.IsType<EditOutcome.Gone>(await Edits.RemoveAsync(DashboardServer.By(Mara), "nobody"));
        Assert.IsType<EditOutcome.Gone>(await Edits.InviteAsync(DashboardServer.By(Mara), "nobody"));
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task When_a_token_was_used_last_is_noted_to_the_minute_behind_the_answer()
    {
        using var client = await server.CallerAsync(Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/changes", UriKind.Relative))).StatusCode);
        var tokens = server.Services.GetRequiredService<ApiTokenQueries>();
        DateTimeOffset? used;
        while ((used = (await tokens.ListAsync(new ApiTokenFilter(), new Window(), TestContext.Current.CancellationToken)).Items[0].LastUsedAt) is null)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, used.Value.Ticks % TimeSpan.TicksPerMinute);
        Assert.InRange(TimeProvider.System.GetUtcNow() - used.Value, TimeSpan.Zero, TimeSpan.FromMinutes(3));
    }

    private async Task<EditOutcome.Done> AddAsync(string name, Role role) => Assert.IsType<EditOutcome.Done>(await Edits.AddAsync(DashboardServer.By(Mara), name, role));

    private Task<IReadOnlyList<AdminItem>> AllAsync() => server.Services.GetRequiredService<AdminQueries>().ListAsync();

    private static async Task<string> ChooseAsync(HttpClient client, EditOutcome.Done link, string password)
    {
        using var answer = await client.PostFormAsync(Links.SetPasswordWith(link.Id, link.Secret!), Links.SetPassword,
            ("id", link.Id), ("token", link.Secret!), ("password", password), ("repeat", password));
        return answer.Headers.Location!.OriginalString;
    }
}
