using System.Security.Claims;
using Bunit;
using Gatehouse.Dashboard.Components.Assign;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Drafts;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Unit.Components;

/// <summary>Rows of a file that somebody assigns outlive their page, as long as the file is not too long; then the page says so.</summary>
public sealed class KeptRowsTests : IAsyncLifetime
{
    private const string Rows = "virtual_key,mcp_client,action\nci-bot,jira,revoke\nlate-bot,jira,grant\n";
    private static readonly ClaimsPrincipal Mara = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "a1"), new(ClaimTypes.Name, "mara.holt")], "test"));
    private readonly TestDatabase database = new();

    public KeptRowsTests()
    {
        database.Add(Some.McpClient(1, "github"), Some.McpClient(2, "jira"), Some.VirtualKey(1, "ci-bot"));
        database.Add(Some.Grant(1, 2));
        database.Add(Some.Token(1, 2, IdentityKind.VirtualKey, 1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        database.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rows_of_a_file_are_there_after_a_reload_and_looked_up_as_things_are_then()
    {
        await using (var lost = new PageContext(database))
        {
            var page = await RenderAsync(lost);
            Upload(page, "access.csv", Rows);
            page.WaitForAssertion(() => Assert.Equal("1 row is invalid", page.Find("#invalid-title").TextContent));
            Assert.Empty(page.FindAll("#rows-not-kept"));
            page.Press("All rows or none");
            await UntilAsync(() => Kept("assign:picks")?.Contains("\"is_all_or_none\":true", StringComparison.Ordinal) == true);
        }
        database.Add(Some.VirtualKey(2, "late-bot"));

        await using var next = new PageContext(database);
        var back = await RenderAsync(next);

        Assert.EndsWith("/assign?step=review", next.Navigation.Uri, StringComparison.Ordinal);
        back.WaitForAssertion(() => Assert.Contains("2 rows of access.csv", back.Find(".steps").TextContent, StringComparison.Ordinal));
        back.WaitForAssertion(() => Assert.Equal(["ci-bot", "late-bot"], back.FindAll("table[aria-label='Valid rows'] td.name a").Select(link => link.TextContent)));
        Assert.True(next.Services.GetRequiredService<AssignSession>().IsAllOrNone);
        back.Press("Commit: orphan 1");
        back.WaitForAssertion(() => Assert.EndsWith("/assign?step=done", next.Navigation.Uri, StringComparison.Ordinal));
        await UntilAsync(() => Kept("assign:picks") is null && Kept("assign") is null);
    }

    [Fact]
    public async Task Rows_that_are_too_many_to_be_kept_are_said_to_be_and_can_be_committed()
    {
        await using var context = new PageContext(database);
        var page = await RenderAsync(context);
        Upload(page, "long.csv", Rows + string.Concat(Enumerable.Range(1, 6_000).Select(number => $"{new string('x', 180)}{number},jira,grant\n")));

        page.WaitForAssertion(() => Assert.Contains("too many to be kept", page.Find("#rows-not-kept[role=note]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.False(page.Button("Commit: orphan 1").HasAttribute("disabled")));
        Assert.Null(Kept("assign:picks"));
    }

    [Fact]
    public async Task A_draft_that_is_too_long_is_not_kept_and_nothing_older_stands_in_its_place()
    {
        var drafts = new KeptDrafts(database, database.WritesAt(), TimeProvider.System);
        Assert.NotNull(await drafts.KeepAsync("a1", "assign", "Assign", new string('x', KeptDrafts.MostCharacters), Now));

        Assert.Null(await drafts.KeepAsync("a1", "assign", "Assign", new string('x', KeptDrafts.MostCharacters + 1), Now));
        Assert.Empty(await drafts.OfAsync("a1", Now));
    }

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    private static async Task<IRenderedComponent<AssignPage>> RenderAsync(PageContext context)
    {
        context.RenderFrame();
        await context.Services.GetRequiredService<PlanSession>().TakeUpAsync(Mara);
        context.Navigation.NavigateTo("/assign");
        return context.Render<AssignPage>();
    }

    private static void Upload(IRenderedComponent<AssignPage> page, string name, string text)
    {
        page.WaitForElement("#rows-file");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, name));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < PageContext.Patience, "It did not come to hold.");
            await Task.Delay(20, Now);
        }
    }

    private string? Kept(string subject)
    {
        using var db = database.CreateDbContext();
        return db.Drafts.AsNoTracking().SingleOrDefault(draft => draft.Subject == subject)?.Content;
    }
}
