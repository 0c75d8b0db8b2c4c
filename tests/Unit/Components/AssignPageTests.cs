using Bunit;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Gatehouse.Data.Settings;
using Gatehouse.Tests.Unit.Assign;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

public sealed class AssignPageTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public AssignPageTests()
    {
        context = new PageContext(database, new LiveSettings(90, 1, 1));
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"));
        database.Add(Some.User(1, "Ana Ortiz"), Some.Group(1));
        database.Add(new Data.Directory.GroupMember { GroupId = 1, UserId = 1 });
        database.Add(Some.VirtualKey(1, "ci-bot"), Some.VirtualKey(2, "docs-bot"), Some.VirtualKey(3, "ana-laptop", user: 1), Some.VirtualKey(4, "team-key", group: 1));
        database.Add(Some.Grant(1, 2), Some.Grant(2, 2));
        database.Add(Some.Token(1, 2, IdentityKind.VirtualKey, 1));
        database.Add(Some.Token(2, 2, IdentityKind.VirtualKey, 2));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public void Keys_and_groups_are_picked_and_clients_granted_and_revoked_in_one_bulk_change()
    {
        var page = Render();
        Tick(page, "ci-bot");
        page.Input("[aria-label='Search keys, users and groups']", "group 1");
        page.WaitForAssertion(() => Assert.Contains("Group 1", page.Find("[aria-label=Found]").TextContent, StringComparison.Ordinal));
        Tick(page, "Group 1");
        page.WaitForAssertion(() => Assert.Contains("1 key, 1 group picked.", page.Find(".step-bar").TextContent, StringComparison.Ordinal));

        Go(page, "what");
        page.Change("[aria-label='Grant github']", true);
        page.Change("[aria-label='Revoke jira']", true);
        page.WaitForAssertion(() => Assert.Contains("Grant github, revoke jira", page.Find(".steps").TextContent, StringComparison.Ordinal));

        Go(page, "review");
        page.WaitForAssertion(() => Assert.Contains("1 credential will be orphaned", page.Find(".assign-side .sentence").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(["ci-bot", "ana-laptop", "team-key"], page.FindAll("table[aria-label='Valid rows'] td.name a").Select(link => link.TextContent)));
        page.WaitForAssertion(() => Assert.Contains("Group Group 1", page.FindAll("table[aria-label='Valid rows'] tbody tr")[1].TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("1 orphaned", page.FindAll("table[aria-label='Valid rows'] tbody tr")[0].TextContent, StringComparison.Ordinal));
        page.Input("#reason", "Access review");
        page.Press("Commit: orphan 1");

        page.WaitForAssertion(() => Assert.EndsWith("/assign?step=done", context.Navigation.Uri, StringComparison.Ordinal));
        using var db = database.CreateDbContext();
        var change = Assert.Single(db.Changes);
        Assert.Equal((ChangeOrigin.Page, EditKind.Bulk, "Access review"), (change.Origin, change.EditKind, change.Reason));
        Assert.Equal([1, 3, 4], db.Grants.Where(grant => grant.McpClientId == 1).Select(grant => grant.VirtualKeyId).Order());
        page.WaitForAssertion(() => Assert.Equal("/changes/1", page.Find(".fact-list a").GetAttribute("href")));
    }

    [Fact]
    public void Rows_of_a_file_are_checked_and_the_review_lists_the_invalid_ones_first_with_their_lines()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\nci-bto,jira,revoke\ndocs-bot,jira,grant\n");

        page.WaitForAssertion(() => Assert.Equal("1 row is invalid", page.Find("#invalid-title").TextContent));
        page.WaitForElement("table[aria-label='Invalid rows'] tbody tr");
        var wrong = Assert.Single(page.FindAll("table[aria-label='Invalid rows'] tbody tr"));
        Assert.Contains("3", wrong.TextContent, StringComparison.Ordinal);
        Assert.Contains("Did you mean ci-bot?", wrong.TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("3 rows of access.csv", page.Find(".steps").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("1 key changes, 1 grant differs, 1 row changes nothing", page.Find(".valid-rows").Words(), StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("ci-bot", Assert.Single(page.FindAll("table[aria-label='Valid rows'] td.name a")).TextContent));
        page.WaitForAssertion(() => Assert.False(page.Button("Commit: orphan 1").HasAttribute("disabled")));
        page.Press("All");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("table[aria-label='Valid rows'] tbody tr").Count));
        page.Input("[aria-label='Search valid rows']", "docs");
        page.WaitForAssertion(() => Assert.Contains("jira, so already", Assert.Single(page.FindAll("table[aria-label='Valid rows'] tbody tr")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void All_or_none_keeps_valid_rows_from_being_committed_until_the_admin_chooses_otherwise()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\nnobody,jira,revoke\n");
        page.WaitForElement(".commit-bar");
        page.Press("All rows or none");
        page.WaitForAssertion(() => Assert.Contains("so nothing is committed", page.Find(".commit-bar").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.True(page.Button("Commit").HasAttribute("disabled")));
        page.Press("Commit the 1 valid row");
        page.WaitForAssertion(() => Assert.False(page.Button("Commit: orphan 1").HasAttribute("disabled")));
    }

    [Fact]
    public void A_bulk_request_that_bears_no_error_begins_with_all_or_none_and_says_so()
    {
        var page = Render();
        var request = Sheets.Bulk(Sheets.Patch("/VirtualKeys/vk1", """{"op": "remove", "path": "mcpClients[value eq \"jira\"]"}"""), Sheets.Patch("/VirtualKeys/vk9", """{"op": "remove", "path": "mcpClients[value eq \"jira\"]"}"""));
        Upload(page, "request.json", request.Replace("\"Operations\": [\n{", "\"failOnErrors\": 1, \"Operations\": [\n{", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("all rows or none is chosen", page.Find(".invalid-rows .note").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("true", page.Button("All rows or none").GetAttribute("aria-pressed")));
        page.WaitForAssertion(() => Assert.True(page.Button("Commit").HasAttribute("disabled")));
    }

    [Fact]
    public void Over_the_guardrail_the_number_is_typed_in_the_page()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\ndocs-bot,jira,revoke\n");
        page.WaitForElement("#guardrail");
        page.WaitForAssertion(() => Assert.True(page.Button("Commit: orphan 2").HasAttribute("disabled")));
        page.Input("#guardrail", "2");
        page.WaitForAssertion(() => Assert.False(page.Button("Commit: orphan 2").HasAttribute("disabled")));
    }

    [Fact]
    public async Task A_stale_review_says_what_moved_and_goes_on_with_the_fresh_plan()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\nci-bot,github,grant\n");
        page.WaitForAssertion(() => Assert.False(page.Button("Commit: orphan 1").HasAttribute("disabled")));
        await database.Reconciler().CommitAsync(new Edit.Allowlist("vk1", Remove: ["c2"]), new CommitRequest(new Actor("sam.okafor", Role.Admin, Origin.Page)));
        page.Press("Commit: orphan 1");
        page.WaitForAssertion(() => Assert.Contains("sam.okafor", page.Find(".alert.stale").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.True(page.Button("Commit").HasAttribute("disabled")));
        page.Press("Use the fresh plan");
        page.WaitForAssertion(() => Assert.Contains("1 grant differs", page.Find(".valid-rows").TextContent, StringComparison.Ordinal));
        page.Press("Commit");
        page.WaitForAssertion(() => Assert.EndsWith("/assign?step=done", context.Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_cannot_be_read_says_where_and_why_and_nothing_else_happens()
    {
        var page = Render();
        Upload(page, "access.json", "{\"schemas\": [],\n\"Operations\": [}");
        page.WaitForAssertion(() => Assert.Contains("Access.json cannot be read, at line 2.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null(context.Services.GetRequiredService<AssignSession>().Sheet);
    }

    [Fact]
    public void Invalid_rows_are_downloaded_in_a_form_that_reads_again()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,user,mcp_client,action,tools\nnobody,,jira,grant,\"search,read\"\n,nobody,jira,revoke,\nci-bot,,jira,allow,\nci-bot,,github,grant,\n");
        page.Click("[aria-label='Download invalid rows']");
        var (name, text) = Downloaded(page);
        Assert.Equal("access-invalid-rows.csv", name);
        Assert.Contains("2,nobody,,,jira,grant,\"search,read\",unknown_virtual_key,", text, StringComparison.Ordinal);
        Assert.Contains("3,,nobody,,jira,revoke,,unknown_user,", text, StringComparison.Ordinal);
        Assert.Contains("4,ci-bot,,,jira,allow,,bad_action,", text, StringComparison.Ordinal);
        Upload(Back(page), "mended.csv", text.Replace("nobody,,,", "ci-bot,,,", StringComparison.Ordinal).Replace(",,nobody,", ",,u1,", StringComparison.Ordinal).Replace("allow", "grant", StringComparison.Ordinal).Replace("4,ci-bot", "4,docs-bot", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("3 valid rows", page.Find(".valid-rows").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".invalid-rows")));
    }

    [Fact]
    public void The_result_is_downloaded_row_by_row_and_more_can_be_assigned()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,github,grant\nci-bot,jira,grant\nnobody,jira,grant\n");
        page.Press("Commit");
        page.WaitForAssertion(() => Assert.Contains("Rows committed", page.Markup, StringComparison.Ordinal));
        page.Press("Download the result");
        var (_, text) = Downloaded(page);
        Assert.Contains("2,vk1,ci-bot,c1,github,not granted,*,changed,1", text, StringComparison.Ordinal);
        Assert.Contains("3,vk1,ci-bot,c2,jira,*,*,unchanged,1", text, StringComparison.Ordinal);
        Assert.Contains("4,,nobody,,jira,,,\"skipped:", text, StringComparison.Ordinal);
        page.Press("Assign more");
        page.WaitForAssertion(() => Assert.Contains("Pick somebody, or bring rows in a file.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_filter_of_the_list_means_every_key_it_lets_through()
    {
        context.Navigation.NavigateTo("/assign?step=what&filter=q%3Dbot");
        var page = Render();
        page.WaitForAssertion(() => Assert.Contains("2 keys of a filter", page.Find(".steps").TextContent, StringComparison.Ordinal));
        page.Change("[aria-label='Revoke jira']", true);
        context.Navigation.NavigateTo("/assign?step=review&filter=q%3Dbot");
        page.WaitForAssertion(() => Assert.Equal(["ci-bot", "docs-bot"], page.FindAll("table[aria-label='Valid rows'] td.name a").Select(link => link.TextContent)));
    }

    [Fact]
    public void A_step_that_nothing_leads_to_falls_back_to_the_first()
    {
        context.Navigation.NavigateTo("/assign?step=review");
        var page = Render();
        page.WaitForAssertion(() => Assert.Equal("step", page.FindAll(".steps li")[0].GetAttribute("aria-current")));
    }

    private IRenderedComponent<AssignPage> Render()
    {
        context.RenderFrame();
        return context.Render<AssignPage>();
    }

    private void Go(IRenderedComponent<AssignPage> page, string step)
    {
        page.WaitForElement(".step-bar button.primary:not([disabled])");
        page.Press($"Next: {step}");
        page.WaitForAssertion(() => Assert.Contains($"step={step}", context.Navigation.Uri, StringComparison.Ordinal));
    }

    private IRenderedComponent<AssignPage> Back(IRenderedComponent<AssignPage> page)
    {
        context.Navigation.NavigateTo("/assign?step=who");
        page.WaitForElement("#rows-file");
        return page;
    }

    private (string Name, string Text) Downloaded(IRenderedComponent<AssignPage> page)
    {
        page.WaitForAssertion(() => Assert.Contains(context.JSInterop.Invocations, call => call.Identifier == "gatehouse.download"));
        var call = context.JSInterop.Invocations.Single(call => call.Identifier == "gatehouse.download");
        return (Assert.IsType<string>(call.Arguments[0]), Assert.IsType<string>(call.Arguments[2]));
    }

    private static void Upload(IRenderedComponent<AssignPage> page, string name, string text)
    {
        page.WaitForElement("#rows-file");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, name));
    }

    private static void Tick(IRenderedComponent<AssignPage> page, string name) =>
        page.Change(() => page.FindAll("[aria-label=Found] label").Single(label => label.QuerySelector("span")!.TextContent == name).QuerySelector("input")!, true);
}
