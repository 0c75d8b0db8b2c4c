using Bunit;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Changes;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Extensions.Time.Testing;
using TestContext = Xunit.TestContext;

namespace Gatehouse.Tests.Unit.Components;

public sealed class ChangesPageTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public ChangesPageTests() => context = new PageContext(database);

    /// <summary>Ana shares client 1 on the 20th, Ben edits key 1 on the 22nd.</summary>
    public async ValueTask InitializeAsync()
    {
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"), Some.VirtualKey(1, "ci-bot"));
        await CommitAsync("ana", new DateTimeOffset(2026, 11, 20, 23, 59, 0, TimeSpan.Zero), new Edit.Sharing("c1", true), Origin.Api);
        await CommitAsync("ben", new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), new Edit.Allowlist("vk1", Add: [new("c2", ["*"])]), Origin.Page);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Theory]
    [InlineData("", "2 1")]
    [InlineData("who=ana", "1")]
    [InlineData("from=api", "1")]
    [InlineData("edit=allowlist", "2")]
    [InlineData("key=vk1", "2")]
    [InlineData("client=c1", "1")]
    [InlineData("client=c2", "2")]
    [InlineData("since=2026-11-21", "2")]
    [InlineData("until=2026-11-20", "1")]
    [InlineData("since=2026-11-20&until=2026-11-22", "2 1")]
    [InlineData("q=ci-bot", "2")]
    [InlineData("who=ana&edit=allowlist", "")]
    [InlineData("edit=nonsense&since=yesterday", "2 1")]
    public void The_address_says_which_changes_are_shown(string query, string shown)
    {
        context.Navigation.NavigateTo($"/changes?{query}");
        var page = context.Render<ChangesPage>();
        page.WaitForAssertion(() => Assert.Equal("false", (page.Find("table").GetAttribute("aria-busy") ?? "false").ToLowerInvariant()));
        Assert.Equal(shown, string.Join(' ', page.FindAll("tbody td.name").Select(cell => cell.TextContent.Trim())));
    }

    [Fact]
    public void A_filter_shows_the_name_of_what_it_is_about_and_can_be_taken_off()
    {
        context.Navigation.NavigateTo("/changes?key=vk1");
        var page = context.Render<ChangesPage>();
        page.WaitForAssertion(() => Assert.Contains("About: Key ci-bot", page.Markup, StringComparison.Ordinal));
        Assert.Equal("/changes", page.Find("a[aria-label='Clear the filter About']").GetAttribute("href"));
    }

    [Fact]
    public async Task An_export_holds_what_is_filtered_newest_first()
    {
        var all = new List<long>();
        await foreach (var change in new ChangeQueries(database).AllAsync(ChangeListAddress.Of("?since=2026-11-20").Filter, TestContext.Current.CancellationToken))
            all.Add(change.Id);
        Assert.Equal([2, 1], all);
    }

    private async Task CommitAsync(string actor, DateTimeOffset at, Edit edit, Origin origin) =>
        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler(new FakeTimeProvider(at)).CommitAsync(edit, new CommitRequest(Some.Named(actor, origin: origin)), TestContext.Current.CancellationToken));
}
