using System.Reflection;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data;
using Gatehouse.Tests.E2E.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>Who signs in to Gatehouse, on record: accounts made and removed, roles before and after, links made and used, the admin of a setting, and the first of all.</summary>
public sealed class RecordedAccountsTests
{
    private const string Mara = DashboardServer.UserName;
    private const string Long = "a-long-enough-password";

    [Fact]
    public async Task The_admin_of_a_setting_is_on_record_once_as_the_programs_doing()
    {
        await using var server = new DashboardServer(("Admin:UserName", Mara), ("Admin:Password", DashboardServer.Password));
        await server.Services.AddConfiguredAdminAsync();

        var entry = Assert.Single(await server.EventsAsync(), entry => entry.Group == RecordGroup.Settings);
        Assert.Equal(
            (RecordAction.AccountAdded, Actor.ProgramName, Origin.Program, Mara, (string?)null, """{"role":"admin","method":"setting"}"""),
            (entry.Action, entry.Actor, entry.Origin, entry.ObjectName!, entry.Before, entry.After!));
        await server.HoldsNoSecretAsync(DashboardServer.Password);
    }

    [Fact]
    public async Task Every_edit_of_an_account_leaves_who_made_it_and_what_was_before_and_after()
    {
        await using var server = new DashboardServer(("Admin:UserName", Mara), ("Admin:Password", DashboardServer.Password));
        var edits = server.Services.GetRequiredService<AdminEdits>();
        var walked = new List<string>();
        var by = DashboardServer.By(Mara);

        var added = await IsAsync("AddAsync", () => edits.AddAsync(by, "vera", Role.Viewer), $"account.added {Mara} vera  {{\"role\":\"viewer\"}}");
        using var client = server.NewClient();
        var before = await server.RecordEndAsync();
        using (await client.PostFormAsync(Links.SetPassword, Links.SetPassword, ("id", added.Id), ("token", added.Secret!), ("password", Long), ("repeat", Long)))
            Assert.Equal("account.password_chosen vera vera  ", await SinceAsync(before));
        before = await server.RecordEndAsync();
        using (await client.SignInAsync("vera", Long))
            Assert.Equal("sign_in.done vera vera  {\"method\":\"password\"}", await SinceAsync(before));
        await IsAsync("ChangeRoleAsync", () => edits.ChangeRoleAsync(by, added.Id, Role.Operator),
            $"account.role_changed {Mara} vera {{\"role\":\"viewer\"}} {{\"role\":\"operator\"}}", $"sign_in.all_ended {Mara} vera  {{\"sign_ins\":\"1\"}}");
        var link = await IsAsync("InviteAsync", () => edits.InviteAsync(by, added.Id), $"account.link_made {Mara} vera  ");
        await IsAsync("RemoveAsync", () => edits.RemoveAsync(by, added.Id), $"account.removed {Mara} vera {{\"role\":\"operator\"}} ");

        // Whoever adds an edit of accounts says here what it leaves.
        Assert.Equal(typeof(AdminEdits).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(edit => edit.Name).Order(StringComparer.Ordinal), walked.Order(StringComparer.Ordinal));
        await server.HoldsNoSecretAsync(Long, added.Secret!, link.Secret!);

        async Task<EditOutcome.Done> IsAsync(string name, Func<Task<EditOutcome>> edit, params string[] expected)
        {
            walked.Add(name);
            var end = await server.RecordEndAsync();
            var done = Assert.IsType<EditOutcome.Done>(await edit());
            Assert.Equal(string.Join('\n', expected), await SinceAsync(end));
            return done;
        }

        async Task<string> SinceAsync(long end) =>
            string.Join('\n', (await server.EventsAsync(end)).Select(entry => $"{entry.Action} {entry.Actor} {entry.ObjectName} {entry.Before} {entry.After}"));
    }

    [Fact]
    public async Task A_set_up_that_was_refused_leaves_nothing_and_its_link_works_again()
    {
        await using var server = new DashboardServer();
        var token = (await server.Services.GetRequiredService<SetUpToken>().OfferAsync())!;
        // The sign-in, the last thing that is written, is refused.
        await RunAsync("CREATE TABLE only_one (name TEXT UNIQUE); INSERT INTO only_one VALUES ('x'); CREATE TRIGGER refused BEFORE INSERT ON sign_ins BEGIN INSERT INTO only_one VALUES ('x'); END;");
        using var client = server.NewClient();
        var before = await server.RecordEndAsync();
        Assert.Contains("/set-up?error=", await SetUpAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await server.RecordEndAsync());
        Assert.True(await server.Services.GetRequiredService<SetUpToken>().IsGoodAsync(token));

        await RunAsync("DROP TRIGGER refused; DROP TABLE only_one;");
        Assert.Equal("/", await SetUpAsync());
        Assert.Equal(["account.added first.admin", "sign_in.done first.admin"], (await server.EventsAsync(before)).Select(entry => $"{entry.Action} {entry.Actor}"));
        Assert.False(await server.Services.GetRequiredService<SetUpToken>().IsGoodAsync(token));

        async Task<string> SetUpAsync()
        {
            using var answer = await client.PostFormAsync(Links.SetUp, Links.SetUp, ("token", token), ("userName", "first.admin"), ("password", Long), ("repeat", Long));
            return answer.Headers.Location!.OriginalString;
        }

        async Task RunAsync(string sql)
        {
            await using var db = await server.Services.GetRequiredService<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync();
            await db.Database.ExecuteSqlRawAsync(sql);
        }
    }

    [Fact]
    public async Task Of_two_who_set_up_at_the_same_moment_one_becomes_the_admin()
    {
        await using var server = new DashboardServer();
        var first = server.Services.GetRequiredService<FirstAdmin>();
        var outcomes = await Task.WhenAll(new[] { "ana", "bo" }.Select(name => Task.Run(() => first.MakeAsync(name, Long, null, "Firefox on Linux"))));
        Assert.Single(outcomes.OfType<EditOutcome.Done>());
        Assert.Single(outcomes.OfType<EditOutcome.Gone>());
    }
}
