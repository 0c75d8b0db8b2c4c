using Bunit;
using Gatehouse.Dashboard.Components.Overview;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Retention;
using Gatehouse.Data.Settings;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TestContext = Xunit.TestContext;

namespace Gatehouse.Tests.Unit.Components;

public sealed class OverviewPageTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public OverviewPageTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void An_empty_database_says_what_to_do_next()
    {
        var page = context.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("There is nothing here yet", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("dotnet run", page.Markup, StringComparison.Ordinal);
        Assert.Contains(ProgramCall.Of("import company.json"), page.FindAll("code").Select(code => code.TextContent));
        Assert.Contains("import company.json", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/settings/import", page.FindAll("a.btn").Single(link => link.TextContent == "Import from Bifrost").GetAttribute("href"));
        Assert.Contains("Make the first virtual key", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_lead_to_the_list_of_what_was_counted()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1), Some.VirtualKey(2), Some.Grant(1, 1));
        database.Add([.. Some.Token(1, 1, IdentityKind.VirtualKey, 1, health: CredentialHealth.NeedsReauth), .. Some.Token(2, 1, IdentityKind.VirtualKey, 2, orphaned: true)]);
        var page = context.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Equal("/credentials?status=orphaned", page.Find(".tiles a[aria-label='Orphaned: 1']").GetAttribute("href")));
        Assert.Equal("/credentials", page.Find(".tiles a[aria-label='All credentials: 2']").GetAttribute("href"));
        Assert.Equal(6, page.FindAll(".tiles a").Count);
        Assert.Contains("50.0 % of OAuth tokens", page.Find(".tiles").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_that_nothing_is_sent_to_are_listed_with_the_line_that_would_allow_it()
    {
        var client = Some.McpClient(1, "intranet");
        client.ConnectionString = "https://10.9.8.7/mcp";
        database.Add(client, Some.McpClient(2), Some.VirtualKey(1));
        var page = context.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing is sent to 1 MCP client", page.Find(".needs").TextContent, StringComparison.Ordinal));
        Assert.Equal("--Outgoing:Allow=\"127.0.0.0/8, ::1/128, localhost, 10.9.8.7/32\"", page.Find(".refused code").TextContent);
        Assert.Equal("/mcp-clients/c1?tab=settings", page.Find(".refused a").GetAttribute("href"));
    }

    [Fact]
    public void Without_drift_it_is_said_and_there_is_nothing_to_repair()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1), Some.Grant(1, 1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1));
        var page = context.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing needs a decision. No drift.", page.Find(".checked").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Repair");
    }

    [Fact]
    public async Task A_record_that_somebody_altered_wants_a_decision_and_a_whole_one_is_said_to_be_whole()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1));
        for (var change = 0; change < 2; change++)
            await database.Reconciler().CommitAsync(new Edit.Sharing("c1", change == 0), new CommitRequest(new Actor("ana", Role.Admin, Origin.Page)), TestContext.Current.CancellationToken);
        var page = context.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("The record of 3 entries is whole.", page.Markup, StringComparison.Ordinal));

        await using (var db = database.CreateDbContext())
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER changes_are_not_altered; UPDATE changes SET actor = 'eve' WHERE id = 1", TestContext.Current.CancellationToken);
        await context.Services.GetRequiredService<RecordWatch>().CheckAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        var again = context.Render<OverviewPage>();

        again.WaitForAssertion(() => Assert.Contains("The record was tampered with", again.Markup, StringComparison.Ordinal));
        Assert.Equal("/record", again.Find("a[aria-label='Show the record']").GetAttribute("href"));
        Assert.Contains("entry 2 (change 1)", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_due_is_said_with_what_happens_then()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1));
        var rows = Some.Token(1, 1, IdentityKind.VirtualKey, 1);
        ((OAuthToken)rows[0]).ArriveOrphaned(TimeProvider.System.GetUtcNow().AddDays(-89));
        database.Add(rows);
        var page = context.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("Orphans are kept for 90 days, then deleted for good.", page.Markup, StringComparison.Ordinal));
        Assert.Equal("1 orphan", page.Find("a[href='/credentials?purge=7']").TextContent);
    }

    [Fact]
    public async Task Orphans_that_the_guardrail_holds_back_want_a_decision_and_their_review_opens()
    {
        var settings = new LiveSettings(90, 1, 1);
        await using var guarded = new PageContext(database, settings);
        database.Add(Some.McpClient(1), Some.VirtualKey(1), Some.VirtualKey(2));
        database.Add([.. new[] { 1, 2 }.SelectMany(key => Some.Token(key, 1, IdentityKind.VirtualKey, key, orphaned: true))]);
        database.Add(new SeenTime { Moment = Some.Time.AddYears(1), Shown = Some.Time.AddYears(1), Showing = Some.Time.AddYears(1) });
        guarded.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Some.Time.AddDays(200)));
        var frame = guarded.RenderFrame();
        var page = guarded.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("2 orphans are past their time", page.Find(".needs").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("will be gone", page.Markup, StringComparison.Ordinal);

        page.Find("button[aria-label='Purge of orphans past their time']").Click();
        frame.WaitForAssertion(() => Assert.Contains("orphaned before", frame.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_clock_that_is_ahead_of_the_time_that_was_seen_is_said_where_orphans_are_due()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1));
        database.Add(Some.Token(1, 1, IdentityKind.VirtualKey, 1, orphaned: true));
        database.Add(new SeenTime { Moment = Some.Time.AddDays(1), Shown = Some.Time, Showing = Some.Time });
        context.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Some.Time.AddDays(200)));
        var page = context.Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("has seen time pass until Tue 24 Nov 2026, 09:30 UTC only", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("will be gone", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_stand_on_one_scale_orphaned_above_the_line_and_reactivated_below()
    {
        var day = new DateOnly(2026, 11, 23);
        var scale = DayScale.Of([new(day, 40, 0), new(day.AddDays(1), 0, 20), new(day.AddDays(2), 0, 0)]);
        var (orphaned, active) = (scale.Bars[0], scale.Bars[1]);
        Assert.Equal(("orphaned", "0", "66.67"), (orphaned.Tone, orphaned.Y, orphaned.Height));
        Assert.Equal(("active", "66.67", "33.33"), (active.Tone, active.Y, active.Height));
        Assert.Equal(2, scale.Bars.Count);
        Assert.Equal(["20", "0", "20", "40"], scale.Lines.Select(line => line.Label));
        Assert.True(DayScale.Of([new(day, 0, 0)]).IsEmpty);
    }

    [Fact]
    public void A_database_that_cannot_be_read_is_said_with_a_reference_and_a_way_on()
    {
        database.Dispose();
        Directory.CreateDirectory(database.Path);
        try
        {
            var page = context.Render<OverviewPage>();
            page.WaitForAssertion(() => Assert.Contains("The overview could not be read.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
            Assert.Equal("Try again", page.Find("[role=alert] button").TextContent);
        }
        finally
        {
            Directory.Delete(database.Path);
        }
    }
}
