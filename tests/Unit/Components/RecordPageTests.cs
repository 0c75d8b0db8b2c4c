using Bunit;
using Gatehouse.Dashboard.Components.Record;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Record;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>The page of the record: changes of access and events in one list.</summary>
public sealed class RecordPageTests : IAsyncDisposable
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public RecordPageTests()
    {
        context = new PageContext(database);
        database.Add(Some.McpClient(1, "jira"), Some.VirtualKey(1, "ci-release-bot"), Some.Grant(1, 1));
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task An_admin_sees_changes_and_events_in_one_list_with_before_and_after()
    {
        await HappenAsync(new RecordEntry(RecordAction.KeyRotated, ObjectKind.VirtualKey, "vk1", "ci-release-bot")
        {
            Before = new Dictionary<string, string?> { ["begins_with"] = "gh-vk-67vK" },
            After = new Dictionary<string, string?> { ["begins_with"] = "gh-vk-Tb3w" },
        });
        await CommitAsync();

        var page = Opened("record");

        var rows = page.FindAll("tr[data-row]");
        Assert.Equal(["3", "2", "1"], rows.Select(row => row.QuerySelector("td.num")!.TextContent));
        Assert.Contains("Change 1: jira removed from key ci-release-bot", Text(rows[0]), StringComparison.Ordinal);
        Assert.Contains("“SEC-1”", Text(rows[0]), StringComparison.Ordinal);
        Assert.Equal("/changes/1", rows[0].QuerySelector("td.about a")!.GetAttribute("href"));
        Assert.Contains("Key ci-release-bot rotated", Text(rows[1]), StringComparison.Ordinal);
        Assert.Equal(("gh-vk-67vK", "gh-vk-Tb3w"), (rows[1].QuerySelector("s")!.TextContent, rows[1].QuerySelector(".now")!.TextContent));
        Assert.Equal("/virtual-keys/vk1", rows[1].QuerySelector("td.about a")!.GetAttribute("href"));
        Assert.Contains("The record begins", Text(rows[2]), StringComparison.Ordinal);
        Assert.Equal(["All 3", "Access 1", "Sign-ins", "Objects", "Settings", "Data"], page.FindAll(".segments button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task A_day_that_comes_twice_stands_there_twice_as_after_a_sample_or_a_clock_that_was_put_right()
    {
        var somebody = new Actor("mara.holt", Role.Admin, Origin.Page);
        foreach (var day in new[] { 10, 7, 10 })
            await HappenAsync(somebody, Some.Time.AddDays(day), new RecordEntry(RecordAction.SettingsChanged));

        var page = Opened("record");

        var days = page.FindAll("tr.day").Select(row => row.TextContent).ToArray();
        Assert.Equal(days[0], days[2]);
        Assert.NotEqual(days[0], days[1]);
        page.Render();
        Assert.Equal(days, page.FindAll("tr.day").Select(row => row.TextContent));
    }

    [Theory]
    [InlineData("Viewer")]
    [InlineData("Operator")]
    public async Task Somebody_who_is_no_admin_sees_changes_of_access_only(string role)
    {
        await HappenAsync(new RecordEntry(RecordAction.SignInRefused, null, null, "lena.fischer"));
        await CommitAsync();
        context.Authorization.SetRoles(role).SetPolicies(Gatehouse.Dashboard.Security.Permissions.See);

        var page = Opened("record");

        Assert.Contains("Change 1:", Text(Assert.Single(page.FindAll("tr[data-row]"))), StringComparison.Ordinal);
        Assert.DoesNotContain("lena.fischer", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".segments"));
    }

    [Theory]
    [InlineData("record?group=objects&who=mara.holt", "Key ci-release-bot rotated")]
    [InlineData("record?q=TB3W", "Key ci-release-bot rotated")]
    [InlineData("record?about=gone", "Access profile Support made")]
    [InlineData("record?who=sam.okafor", "Access profile Support made")]
    [InlineData("record?from=api", "Access profile Support made")]
    [InlineData("record?group=access", "Change 1:")]
    public async Task Filters_are_the_address(string address, string only)
    {
        await HappenAsync(new RecordEntry(RecordAction.KeyRotated, ObjectKind.VirtualKey, "vk1", "ci-release-bot") { After = new Dictionary<string, string?> { ["begins_with"] = "gh-vk-Tb3w" } });
        await HappenAsync(new Actor("sam.okafor", Role.Admin, Origin.Api), new RecordEntry(RecordAction.ProfileMade, ObjectKind.AccessProfile, "gone", "Support"));
        await CommitAsync();

        var page = Opened(address);

        Assert.Contains(only, Text(Assert.Single(page.FindAll("tr[data-row]"))), StringComparison.Ordinal);
        Assert.Equal("1 entry", page.Find(".total").TextContent);
    }

    [Fact]
    public async Task Pages_go_by_the_number_of_the_entry_back_and_forth()
    {
        await HappenAsync([.. Enumerable.Range(0, 119).Select(_ => new RecordEntry(RecordAction.SettingsChanged))]);
        var page = Opened("record");
        Assert.Equal(("120", "71"), Ends(page));

        await page.Find("button[aria-label='Older entries']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(("70", "21"), Ends(page)));
        await page.Find("button[aria-label='Older entries']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(("20", "1"), Ends(page)));
        Assert.True(page.Find("button[aria-label='Older entries']").HasAttribute("disabled"));
        await page.Find("button[aria-label='Newer entries']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(("70", "21"), Ends(page)));
        await page.Find("button[aria-label='Newer entries']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(("120", "71"), Ends(page)));
        Assert.True(page.Find("button[aria-label='Newer entries']").HasAttribute("disabled"));
    }

    [Fact]
    public async Task The_state_of_the_chain_is_said_and_where_it_breaks()
    {
        await CommitAsync();
        var page = Opened("record");
        page.WaitForAssertion(() => Assert.Contains("The record is whole", page.Find(".chain").TextContent, StringComparison.Ordinal));
        Assert.Contains("2 entries, each sealed with the one before.", page.Find(".chain").TextContent, StringComparison.Ordinal);
        var state = await context.Services.GetRequiredService<RecordWatch>().CheckAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.StartsWith(state.Verdict.LastHash![..4], page.Find(".seal code").TextContent, StringComparison.Ordinal);

        await using (var db = database.CreateDbContext())
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(
                db.Database, "DROP TRIGGER changes_are_not_altered; UPDATE changes SET actor = 'eve'", TestContext.Current.CancellationToken);
        await context.Services.GetRequiredService<RecordWatch>().CheckAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        var broken = Opened("record");

        Assert.Contains("The record breaks at entry 2 (change 1)", broken.Find(".chain[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_action_has_a_sentence_and_each_group_a_segment()
    {
        foreach (var field in typeof(RecordAction).GetFields().Where(field => field.IsLiteral))
        {
            var action = (string)field.GetRawConstantValue()!;
            Assert.True(RecordTexts.ResourceManager.GetString($"Action.{action}", System.Globalization.CultureInfo.InvariantCulture) is not null, $"RecordTexts.resx has no sentence for {action}.");
        }
        foreach (var origin in Enum.GetValues<Origin>())
            Assert.NotNull(RecordTexts.ResourceManager.GetString($"Origin.{origin}", System.Globalization.CultureInfo.InvariantCulture));
    }

    private IRenderedComponent<RecordPage> Opened(string address)
    {
        context.Navigation.NavigateTo($"/{address}");
        var page = context.Render<RecordPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-row]")));
        return page;
    }

    private static (string, string) Ends(IRenderedComponent<RecordPage> page) =>
        page.FindAll("tr[data-row] td.num") is var numbers ? (numbers[0].TextContent, numbers[^1].TextContent) : default;

    private static string Text(AngleSharp.Dom.IElement row) => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task CommitAsync() => Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(
        new Edit.Allowlist("vk1", Remove: ["c1"]), new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page), "SEC-1"), TestContext.Current.CancellationToken));

    private Task HappenAsync(params RecordEntry[] entries) => HappenAsync(new Actor("mara.holt", Role.Admin, Origin.Page, "10.20.4.18"), entries);

    private Task HappenAsync(Actor actor, params RecordEntry[] entries) => HappenAsync(actor, Some.Time, entries);

    private async Task HappenAsync(Actor actor, DateTimeOffset at, params RecordEntry[] entries)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await context.Services.GetRequiredService<EventLog>().WriteAsync(db, actor, at, entries, TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }
}
