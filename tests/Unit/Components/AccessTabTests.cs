using Bunit;
using Gatehouse.Dashboard.Components.People;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.People;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class AccessTabTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public AccessTabTests()
    {
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira", allKeys: true), Some.McpClient(3, "wiki", allKeys: true), Some.Profile(1), Some.Group(1), Some.User(1, "Ana Ortiz"), Some.User(2, "Bo Berg"));
        database.Add(new GroupMember { GroupId = 1, UserId = 1 });
        database.Add(Some.VirtualKey(1, "team-bot", group: 1));
        database.Add(Some.Grant(1, 2, ToolList.None));
        database.Add(new ProfileGrant { ProfileId = 1, McpClientId = 1, Tools = ToolList.All }, new ProfileAssignment { ProfileId = 1, VirtualKeyId = 1 });
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task Each_client_names_key_and_source()
    {
        var tab = await RenderAsync("u1");

        Assert.Equal("Profile Profile 1", Through(tab, "c1"));
        Assert.Equal("Denied for this key", Through(tab, "c2"));
        Assert.Equal("All keys", Through(tab, "c3"));
        Assert.Contains("team-bot", tab.Find("tr[data-client=c1]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Team Group 1", tab.Find("tr[data-client=c1]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["All 3", "Reached 2", "Denied 1"], tab.FindAll(".segments button").Select(button => button.TextContent));
        tab.Click(() => tab.FindAll(".segments button")[2]);
        tab.WaitForAssertion(() => Assert.Equal("c2", Assert.Single(tab.FindAll("tr[data-client]")).GetAttribute("data-client")));
    }

    [Fact]
    public async Task A_user_without_keys_is_told_so()
    {
        var tab = await RenderAsync("u2");

        Assert.All(tab.FindAll(".through"), through => Assert.Equal("Not reached", through.TextContent.Trim()));
        tab.Click(() => tab.FindAll(".segments button")[1]);
        tab.WaitForAssertion(() => Assert.Contains("they own no key", tab.Find("tr.none").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_inactive_user_is_said_to_reach_nothing_at_use()
    {
        await new PeopleEdits(database.WritesAt(TimeProvider.System)).SwitchUserAsync(Some.Admin, "u1", false, Xunit.TestContext.Current.CancellationToken);
        var tab = await RenderAsync("u1");

        Assert.Contains("This user is inactive.", tab.Find(".alert").TextContent, StringComparison.Ordinal);
        Assert.Equal("All keys", Through(tab, "c3"));
    }

    private static string Through(IRenderedComponent<AccessTab> tab, string client) => tab.Find($"tr[data-client={client}] .through").TextContent.Trim();

    private async Task<IRenderedComponent<AccessTab>> RenderAsync(string id)
    {
        var user = await new PeopleQueries(database).DetailAsync(id, Xunit.TestContext.Current.CancellationToken);
        var tab = context.Render<AccessTab>(parameters => parameters.Add(shown => shown.User, user!));
        tab.WaitForElement("tr[data-client]");
        return tab;
    }
}
