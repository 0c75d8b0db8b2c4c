using Bunit;
using Gatehouse.Dashboard.Components.Credentials;
using Gatehouse.Dashboard.Components.McpClients;
using Gatehouse.Dashboard.Components.VirtualKeys;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Components;

public sealed class CredentialsPageTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public CredentialsPageTests() => context = new PageContext(database);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void An_empty_list_says_what_to_do_next() => Shows("/credentials", "appear here when somebody signs in");

    [Fact]
    public void A_filter_without_a_hit_offers_to_clear_it()
    {
        Fill();
        Assert.Equal("/credentials", Shows("/credentials?q=zzz&status=orphaned", "No credential matches.").Find("tr.none a").GetAttribute("href"));
    }

    [Fact]
    public void Numbers_by_status_are_filters_that_add_up()
    {
        Fill();
        var page = Shows("/credentials", "User 1");
        Assert.Equal(["Active 1", "Needs re-auth 1", "Needs update 0", "Orphaned 1", "Pending 0"], page.FindAll(".status-counts a").Select(chip => chip.TextContent.Trim()));
        Assert.Equal("/credentials?status=orphaned", page.FindAll(".status-counts a")[3].GetAttribute("href"));

        page = Shows("/credentials?status=orphaned", "key-1");
        Assert.Equal("true", page.FindAll(".status-counts a")[3].GetAttribute("aria-current"));
        Assert.Equal("/credentials?status=needsreauth,orphaned", Uri.UnescapeDataString(page.FindAll(".status-counts a")[1].GetAttribute("href")!));
        Assert.Equal("1 row", page.Find(".total").TextContent);
    }

    [Fact]
    public void Pages_turn_by_a_place_in_the_address_and_come_back()
    {
        database.Add(Some.McpClient(1), new HeaderNameSet { Id = 1, Names = [] });
        var keys = Enumerable.Range(1, 120).ToArray();
        database.Add([.. keys.Select(key => Some.VirtualKey(key))]);
        database.Add([.. keys.SelectMany(key => Some.Token(key, 1, IdentityKind.VirtualKey, key))]);
        var page = Shows("/credentials", "1 to 50 of 120");

        page.Click(() => page.Find("[aria-label='Next page']"));
        page.WaitForAssertion(() => Assert.Equal("51 to 100 of 120", page.Find(".pager [role=status]").TextContent));
        page.Click(() => page.Find("[aria-label='Next page']"));
        page.WaitForAssertion(() => Assert.Equal("101 to 120 of 120", page.Find(".pager [role=status]").TextContent));
        Assert.True(page.Find("[aria-label='Next page']").HasAttribute("disabled"));
        page.Click(() => page.Find("[aria-label='Previous page']"));
        page.WaitForAssertion(() => Assert.Contains("key-51", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_to_a_credential_tells_why_it_is_so_and_what_brings_it_back()
    {
        Fill();
        var change = Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(
            new Edit.Allowlist("vk1", Remove: ["c1"]), new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page), "gone"))).ChangeId;

        var page = Shows("/credentials?why=t1", "Orphaned since");

        var why = page.Find("aside[aria-label=Why]");
        Assert.Contains("of mara.holt: removed from allowlist. No grant of this key reaches client_1 today.", why.TextContent, StringComparison.Ordinal);
        Assert.Contains("Direct grant: none", why.TextContent, StringComparison.Ordinal);
        Assert.Equal("/virtual-keys/vk1?allow=c1", why.QuerySelectorAll("a.btn")[0].GetAttribute("href"));
        Assert.Equal($"/changes/{change}", why.QuerySelector(".why-history a")!.GetAttribute("href"));
        Assert.Contains("A new sign-in would not help while no grant reaches client_1.", why.TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Brings back 2 credentials", page.Find(".why-way").TextContent, StringComparison.Ordinal));
        Assert.Equal("/credentials", page.Find("aside a[aria-label=Close]").GetAttribute("href"));
    }

    [Fact]
    public async Task What_needed_a_sign_in_before_is_said_to_need_it_still()
    {
        Fill();
        Assert.IsType<CommitOutcome.Committed>(await database.Reconciler().CommitAsync(new Edit.Allowlist("vk1", Remove: ["c1"]), new CommitRequest(new Actor("mara.holt", Role.Admin, Origin.Page))));

        Shows("/credentials?why=t1", "No new sign-in is needed then.");
        Shows("/credentials?why=t2", "Its sign-in must be repeated then");
    }

    [Fact]
    public void A_credential_that_is_gone_is_said_to_be_gone() => Shows("/credentials?why=t99", "It is not there any more");

    [Fact]
    public void Enter_on_a_row_opens_its_story()
    {
        Fill();
        var page = Shows("/credentials", "User 1");
        page.KeyDown("tbody tr", "Enter");
        page.WaitForAssertion(() => Assert.EndsWith("why=t1", context.Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Revoke_opens_the_review_of_what_goes()
    {
        Fill();
        var frame = context.RenderFrame();
        var page = Shows("/credentials?why=t1", "Revoke deletes it for good");

        page.Click(() => page.Find("aside footer button"));

        frame.WaitForAssertion(() => Assert.Contains("OAuth token of key key-1", frame.Markup, StringComparison.Ordinal));
        Assert.Contains("this change offers no undo", frame.Markup, StringComparison.Ordinal);
        frame.WaitForAssertion(() => Assert.Contains("Commit: delete 1", frame.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_are_picked_are_revoked_together()
    {
        Fill();
        var frame = context.RenderFrame();
        var page = Shows("/credentials", "User 1");
        foreach (var at in new[] { 0, 1 })
            page.Change(() => page.FindAll("tbody input[type=checkbox]")[at], true);
        page.WaitForAssertion(() => Assert.Equal("2 selected", page.Find(".selection-bar b").TextContent));

        page.Click(() => page.Find(".selection-bar button"));

        frame.WaitForAssertion(() => Assert.Contains("Commit: delete 2", frame.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_that_asks_for_a_client_finds_it_ticked_in_the_allowlist()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1));
        context.Navigation.NavigateTo("/virtual-keys/vk1?allow=c1");
        var key = (await new VirtualKeyQueries(database, TimeProvider.System).DetailAsync("vk1"))!;

        var tab = context.Render<AllowlistTab>(parameters => parameters.Add(tab => tab.Key, key));

        tab.WaitForAssertion(() => Assert.True(tab.Find("[aria-label='Allow client_1']").HasAttribute("checked")));
        tab.WaitForAssertion(() => Assert.Contains("1 client changed", tab.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_that_asks_for_all_keys_finds_the_switch_turned()
    {
        database.Add(Some.McpClient(1), Some.VirtualKey(1));
        context.Navigation.NavigateTo("/mcp-clients/c1?all=on");
        var client = (await new McpClientQueries(database).DetailAsync("c1"))!;

        var tab = context.Render<SharingTab>(parameters => parameters.Add(tab => tab.Client, client));

        tab.WaitForAssertion(() => Assert.Equal("true", tab.Find("[role=switch]").GetAttribute("aria-checked")));
    }

    private void Fill()
    {
        database.Add(Some.User(1), Some.McpClient(1), Some.McpClient(2), new HeaderNameSet { Id = 1, Names = [] });
        database.Add(Some.VirtualKey(1, user: 1), Some.Grant(1, 1));
        database.Add([
            .. Some.Token(1, 1, IdentityKind.VirtualKey, 1),
            .. Some.Token(2, 1, IdentityKind.User, 1, health: CredentialHealth.NeedsReauth),
            .. Some.Token(3, 2, IdentityKind.VirtualKey, 1, orphaned: true),
        ]);
    }

    private IRenderedComponent<CredentialsPage> Shows(string address, string words)
    {
        context.Navigation.NavigateTo(address);
        var page = context.Render<CredentialsPage>();
        page.WaitForAssertion(() => Assert.Contains(words, page.Markup, StringComparison.Ordinal));
        return page;
    }
}
