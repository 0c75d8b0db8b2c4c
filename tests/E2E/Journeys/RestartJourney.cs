using System.Text.RegularExpressions;
using Gatehouse.Tests.E2E.Start;
using Gatehouse.Tests.E2E.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>The program is killed and comes back where it was: an open page finds that it is not known any more, asks what became of its commit, and claims nothing else.</summary>
public sealed class RestartJourney(DemoDashboard demo) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-restart-");
    private readonly int port = StartedProgram.FreePort();
    private readonly List<IWebSocketRoute> lines = [];
    private StartedProgram program = null!;
    private IBrowserContext? browser;
    private bool isCut;

    private string Database => Path.Combine(folder.FullName, "gatehouse.db");

    public async ValueTask InitializeAsync()
    {
        var company = Path.Combine(folder.FullName, "company.json");
        await File.WriteAllTextAsync(company, Office.Company);
        await using (var import = new StartedProgram(folder.FullName, Database, "import", company))
            Assert.Equal(0, await import.EndedAsync());
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        await program.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task After_a_restart_the_page_reloads_itself_says_why_and_takes_the_edit_up_again()
    {
        var page = await EnterAsync();
        await Wiki(page).UncheckAsync();
        await page.Locator("[data-kept-at]").WaitForAsync();

        await program.DisposeAsync();
        await StartAsync();

        await page.GetByText("This page was reloaded.").WaitForAsync();
        await page.GetByText("the server did not know the page any more").WaitForAsync();
        await page.GetByText("Your edit is back as you left it").WaitForAsync();
        await Wiki(page).Must().Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_commit_that_landed_before_the_restart_is_asked_for_and_told_with_its_change_and_a_reload()
    {
        var page = await EnterAsync();
        await ReviewAsync(page);
        await using (await LockAsync())
        {
            await page.Commit().ClickAsync();
            await page.Locator("[data-committing]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            isCut = true;
            foreach (var line in lines)
                await line.CloseAsync();
            await page.Locator("#connection").GetByText("Reconnecting.").WaitForAsync();
        }
        await UntilAsync(async () => await CountAsync("changes") == 1);

        await program.DisposeAsync();
        await StartAsync();
        isCut = false;

        var answer = page.Locator(".commit-answer [data-answer=landed]");
        await answer.WaitForAsync();
        await answer.GetByText("It landed").WaitForAsync();
        await answer.Locator("[data-change]").Must().ToHaveAttributeAsync("href", "changes/1");
        await page.Locator(".commit-answer [data-answer=not_landed]").Must().ToBeHiddenAsync();
        await answer.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();
        await page.GetByText("This page was reloaded.").WaitForAsync();
        await Wiki(page).Must().Not.ToBeCheckedAsync();
        await page.GetByText("Your edit is back as you left it").Must().ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_commit_that_the_restart_took_is_told_as_not_landed_and_its_edit_is_back()
    {
        var page = await EnterAsync();
        await ReviewAsync(page);
        await using (await LockAsync())
        {
            await page.Commit().ClickAsync();
            await page.Locator("[data-committing]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await program.DisposeAsync();
        }
        await StartAsync();

        var answer = page.Locator(".commit-answer [data-answer=not_landed]");
        await answer.WaitForAsync();
        await answer.GetByText("Nothing was written.").WaitForAsync();
        Assert.Equal(0, await CountAsync("changes"));
        await answer.GetByRole(AriaRole.Button, new() { Name = "Review again" }).ClickAsync();
        await page.GetByText("This page was reloaded.").WaitForAsync();
        await Wiki(page).Must().Not.ToBeCheckedAsync();
    }

    private static ILocator Wiki(IPage page) => page.GetByRole(AriaRole.Checkbox, new() { Name = "Allow wiki" });

    private static async Task ReviewAsync(IPage page)
    {
        await Wiki(page).UncheckAsync();
        await page.Locator("[data-kept-at]").WaitForAsync();
        await page.Locator(".commit-bar").GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await page.Commit().Must().ToBeEnabledAsync();
    }

    private async Task StartAsync()
    {
        program = new StartedProgram(folder.FullName, Database, null, null, port,
            $"--Admin:UserName={DashboardServer.UserName}", $"--Admin:Password={DashboardServer.Password}", "--Guardrail:Share=1", "--Guardrail:Credentials=1000");
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));
    }

    /// <summary>A browser with an admin signed in at the key whose line to the server can be cut.</summary>
    private async Task<IPage> EnterAsync()
    {
        browser = await demo.Browser.NewContextAsync(new() { BaseURL = program.Address.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        browser.SetDefaultTimeout(60_000);
        var page = await browser.NewPageAsync();
        // A line that is cut is cut for requests too: a browser without a socket goes on by long polling.
        await page.RouteAsync(new Regex("/_blazor"), request => isCut ? request.AbortAsync() : request.ContinueAsync());
        await page.RouteWebSocketAsync("**/_blazor**", line =>
        {
            if (isCut)
            {
                _ = line.CloseAsync();
                return;
            }
            lines.Add(line);
            line.ConnectToServer();
        });
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString("/virtual-keys/support-bot")}");
        await page.SignInAsync(DashboardServer.UserName, DashboardServer.Password);
        await Wiki(page).WaitForAsync();
        return page;
    }

    /// <summary>Another program writes: what the server wants to write waits.</summary>
    private async Task<SqliteConnection> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

#pragma warning disable CA2100 // the name of a table of ours
    private async Task<long> CountAsync(string table)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }
#pragma warning restore CA2100

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds())
            await Task.Delay(50, patience.Token);
    }
}
