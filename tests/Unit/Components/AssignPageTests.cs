using AngleSharp.Dom;
using Bunit;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Tests.Unit.Assign;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

public sealed class AssignPageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TestDatabase database = new();
    private readonly PageContext context;

    public AssignPageTests()
    {
        context = new PageContext(database, new GuardrailLimits(1, 1));
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
        page.Find("[aria-label='Search keys, users and groups']").Input("group 1");
        page.WaitForAssertion(() => Assert.Contains("Group 1", page.Find("[aria-label=Found]").TextContent, StringComparison.Ordinal), Patience);
        Tick(page, "Group 1");
        page.WaitForAssertion(() => Assert.Contains("1 key, 1 group picked.", page.Find(".step-bar").TextContent, StringComparison.Ordinal), Patience);

        Go(page, "what");
        page.WaitForElement("[aria-label='Grant github']", Patience).Change(true);
        page.Find("[aria-label='Revoke jira']").Change(true);
        page.WaitForAssertion(() => Assert.Contains("Grant github, revoke jira", page.Find(".steps").TextContent, StringComparison.Ordinal), Patience);

        Go(page, "review");
        page.WaitForAssertion(() => Assert.Contains("1 credential will be orphaned", page.Find(".assign-side .sentence").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Equal(["ci-bot", "ana-laptop", "team-key"], page.FindAll("table[aria-label='Valid rows'] td.name a").Select(link => link.TextContent)), Patience);
        Assert.Contains("Group Group 1", page.FindAll("table[aria-label='Valid rows'] tbody tr")[1].TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("1 orphaned", page.FindAll("table[aria-label='Valid rows'] tbody tr")[0].TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit: orphan 1").HasAttribute("disabled")), Patience);
        page.Find("#reason").Input("Access review");
        Button(page, "Commit: orphan 1").Click();

        page.WaitForAssertion(() => Assert.EndsWith("/assign?step=done", context.Navigation.Uri, StringComparison.Ordinal), Patience);
        using var db = database.CreateDbContext();
        var change = Assert.Single(db.Changes);
        Assert.Equal((ChangeOrigin.Bulk, EditKind.Bulk, "Access review"), (change.Origin, change.EditKind, change.Reason));
        Assert.Equal([1, 3, 4], db.Grants.Where(grant => grant.McpClientId == 1).Select(grant => grant.VirtualKeyId).Order());
        page.WaitForAssertion(() => Assert.Equal("/changes/1", page.Find(".fact-list a").GetAttribute("href")), Patience);
    }

    [Fact]
    public void Rows_of_a_file_are_checked_and_the_review_lists_the_invalid_ones_first_with_their_lines()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\nci-bto,jira,revoke\ndocs-bot,jira,grant\n");

        page.WaitForAssertion(() => Assert.Equal("1 row is invalid", page.Find("#invalid-title").TextContent), Patience);
        var wrong = Assert.Single(page.FindAll("table[aria-label='Invalid rows'] tbody tr"));
        Assert.Contains("3", wrong.TextContent, StringComparison.Ordinal);
        Assert.Contains("Did you mean ci-bot?", wrong.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 rows of access.csv", page.Find(".steps").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 key changes, 1 grant differs, 1 row changes nothing", Text(page.Find(".valid-rows")), StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("ci-bot", Assert.Single(page.FindAll("table[aria-label='Valid rows'] td.name a")).TextContent), Patience);
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit: orphan 1").HasAttribute("disabled")), Patience);
        Button(page, "All").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("table[aria-label='Valid rows'] tbody tr").Count), Patience);
        page.Find("[aria-label='Search valid rows']").Input("docs");
        page.WaitForAssertion(() => Assert.Contains("jira, so already", Assert.Single(page.FindAll("table[aria-label='Valid rows'] tbody tr")).TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void All_or_none_keeps_valid_rows_from_being_committed_until_the_admin_chooses_otherwise()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\nnobody,jira,revoke\n");
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit: orphan 1").HasAttribute("disabled")), Patience);
        Button(page, "All rows or none").Click();
        page.WaitForAssertion(() => Assert.Contains("so nothing is committed", page.Find(".commit-bar").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Button(page, "Commit").HasAttribute("disabled"));
        Button(page, "Commit the 1 valid row").Click();
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit: orphan 1").HasAttribute("disabled")), Patience);
    }

    [Fact]
    public void A_bulk_request_that_bears_no_error_begins_with_all_or_none_and_says_so()
    {
        var page = Render();
        var request = Sheets.Bulk(Sheets.Patch("/VirtualKeys/vk1", """{"op": "remove", "path": "mcpClients[value eq \"jira\"]"}"""), Sheets.Patch("/VirtualKeys/vk9", """{"op": "remove", "path": "mcpClients[value eq \"jira\"]"}"""));
        Upload(page, "request.json", request.Replace("\"Operations\": [\n{", "\"failOnErrors\": 1, \"Operations\": [\n{", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("all rows or none is chosen", page.Find(".invalid-rows .note").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("true", Button(page, "All rows or none").GetAttribute("aria-pressed"));
        Assert.True(Button(page, "Commit").HasAttribute("disabled"));
    }

    [Fact]
    public void Over_the_guardrail_the_number_is_typed_in_the_page()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\ndocs-bot,jira,revoke\n");
        page.WaitForElement("#guardrail", Patience);
        Assert.True(Button(page, "Commit: orphan 2").HasAttribute("disabled"));
        page.Find("#guardrail").Input("2");
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit: orphan 2").HasAttribute("disabled")), Patience);
    }

    [Fact]
    public async Task A_stale_review_says_what_moved_and_goes_on_with_the_fresh_plan()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,jira,revoke\nci-bot,github,grant\n");
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit: orphan 1").HasAttribute("disabled")), Patience);
        await database.Reconciler().CommitAsync(new Edit.Allowlist("vk1", Remove: ["c2"]), new CommitRequest("sam.okafor", ChangeOrigin.Page));
        Button(page, "Commit: orphan 1").Click();
        page.WaitForAssertion(() => Assert.Contains("sam.okafor", page.Find(".alert.stale").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Button(page, "Commit").HasAttribute("disabled"));
        Button(page, "Use the fresh plan").Click();
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit").HasAttribute("disabled")), Patience);
        page.WaitForAssertion(() => Assert.Contains("1 grant differs", page.Find(".valid-rows").TextContent, StringComparison.Ordinal), Patience);
        Button(page, "Commit").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/assign?step=done", context.Navigation.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void A_file_that_cannot_be_read_says_where_and_why_and_nothing_else_happens()
    {
        var page = Render();
        Upload(page, "access.json", "{\"schemas\": [],\n\"Operations\": [}");
        page.WaitForAssertion(() => Assert.Contains("Access.json cannot be read, at line 2.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Null(context.Services.GetRequiredService<AssignSession>().Sheet);
    }

    [Fact]
    public void Invalid_rows_are_downloaded_in_a_form_that_reads_again()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,user,mcp_client,action,tools\nnobody,,jira,grant,search read\n,nobody,jira,revoke,\nci-bot,,jira,allow,\nci-bot,,github,grant,\n");
        page.WaitForElement("[aria-label='Download invalid rows']", Patience).Click();
        var (name, text) = Downloaded(page);
        Assert.Equal("access-invalid-rows.csv", name);
        Assert.Contains("2,nobody,,,jira,grant,read search,unknown_virtual_key,", text, StringComparison.Ordinal);
        Assert.Contains("3,,nobody,,jira,revoke,,unknown_user,", text, StringComparison.Ordinal);
        Assert.Contains("4,ci-bot,,,jira,allow,,bad_action,", text, StringComparison.Ordinal);
        Upload(Back(page), "mended.csv", text.Replace("nobody,,,", "ci-bot,,,", StringComparison.Ordinal).Replace(",,nobody,", ",,u1,", StringComparison.Ordinal).Replace("allow", "grant", StringComparison.Ordinal).Replace("4,ci-bot", "4,docs-bot", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("3 valid rows", page.Find(".valid-rows").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".invalid-rows"));
    }

    [Fact]
    public void The_result_is_downloaded_row_by_row_and_more_can_be_assigned()
    {
        var page = Render();
        Upload(page, "access.csv", "virtual_key,mcp_client,action\nci-bot,github,grant\nci-bot,jira,grant\nnobody,jira,grant\n");
        page.WaitForAssertion(() => Assert.False(Button(page, "Commit").HasAttribute("disabled")), Patience);
        Button(page, "Commit").Click();
        page.WaitForAssertion(() => Assert.Contains("Rows committed", page.Markup, StringComparison.Ordinal), Patience);
        Button(page, "Download the result").Click();
        var (_, text) = Downloaded(page);
        Assert.Contains("2,vk1,ci-bot,c1,github,not granted,*,changed,1", text, StringComparison.Ordinal);
        Assert.Contains("3,vk1,ci-bot,c2,jira,*,*,unchanged,1", text, StringComparison.Ordinal);
        Assert.Contains("4,,nobody,,jira,,,\"skipped:", text, StringComparison.Ordinal);
        Button(page, "Assign more").Click();
        page.WaitForAssertion(() => Assert.Contains("Pick somebody, or bring rows in a file.", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void A_filter_of_the_list_means_every_key_it_lets_through()
    {
        context.Navigation.NavigateTo("/assign?step=what&filter=q%3Dbot");
        var page = Render();
        page.WaitForAssertion(() => Assert.Contains("2 keys of a filter", page.Find(".steps").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForElement("[aria-label='Revoke jira']", Patience).Change(true);
        context.Navigation.NavigateTo("/assign?step=review&filter=q%3Dbot");
        page.WaitForAssertion(() => Assert.Equal(["ci-bot", "docs-bot"], page.FindAll("table[aria-label='Valid rows'] td.name a").Select(link => link.TextContent)), Patience);
    }

    [Fact]
    public void A_step_that_nothing_leads_to_falls_back_to_the_first()
    {
        context.Navigation.NavigateTo("/assign?step=review");
        var page = Render();
        page.WaitForAssertion(() => Assert.Equal("step", page.FindAll(".steps li")[0].GetAttribute("aria-current")), Patience);
    }

    private IRenderedComponent<AssignPage> Render()
    {
        context.RenderFrame();
        return context.Render<AssignPage>();
    }

    private void Go(IRenderedComponent<AssignPage> page, string step)
    {
        Assert.NotEmpty(page.FindAll($".step-bar a.primary[href*='step={step}']"));
        context.Navigation.NavigateTo($"/assign?step={step}");
    }

    private IRenderedComponent<AssignPage> Back(IRenderedComponent<AssignPage> page)
    {
        context.Navigation.NavigateTo("/assign?step=who");
        page.WaitForElement("#rows-file", Patience);
        return page;
    }

    private (string Name, string Text) Downloaded(IRenderedComponent<AssignPage> page)
    {
        page.WaitForAssertion(() => Assert.Contains(context.JSInterop.Invocations, call => call.Identifier == "gatehouse.download"), Patience);
        var call = context.JSInterop.Invocations.Single(call => call.Identifier == "gatehouse.download");
        return (Assert.IsType<string>(call.Arguments[0]), Assert.IsType<string>(call.Arguments[2]));
    }

    private static void Upload(IRenderedComponent<AssignPage> page, string name, string text) =>
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, name));

    private static void Tick(IRenderedComponent<AssignPage> page, string name)
    {
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("[aria-label=Found] label"), Named), Patience);
        page.FindAll("[aria-label=Found] label").Single(Named).QuerySelector("input")!.Change(true);

        bool Named(IElement label) => label.QuerySelector("span")!.TextContent == name;
    }

    private static IElement Button(IRenderedComponent<AssignPage> page, string text) => page.FindAll("button").First(button => Text(button) == text);

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
