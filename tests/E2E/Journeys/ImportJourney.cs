using Gatehouse.Data.Accounts;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Tests.E2E.Support;
using Gatehouse.Tests.Unit.Import.Bifrost;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Gatehouse.Tests.E2E.Journeys;

/// <summary>A team moves over from Bifrost: dry run, import, repair.</summary>
public sealed class ImportJourney(DemoDashboard demo) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-import-journey-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_Bifrost_file_is_tried_imported_and_what_it_left_out_of_step_is_repaired()
    {
        await using var server = new DashboardServer(
            ("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password), ("Guardrail:Share", "1"), ("Guardrail:Credentials", "1000"));
        var page = await demo.EnterAsync(server, "/settings/import");
        await page.UploadAsync("Upload config.db", "config.db", Fill());
        await page.GetByText("config.db, ").First.WaitForAsync();
        await page.Button("Dry run").ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { NameRegex = new("rows cannot come in") }).WaitForAsync();
        await page.GetByRole(AriaRole.Table, new() { Name = "Refused rows" }).Must().ToContainTextAsync("mcp_client_id is empty");
        await page.GetByRole(AriaRole.Table, new() { Name = "Rows that would move" }).Must().ToContainTextAsync("key-vk1");
        await page.Button("Import").Must().ToBeDisabledAsync();
        await page.Button("The other rows").ClickAsync();
        await page.Button("Import").ClickAsync();

        await page.GetByText("came in.").WaitForAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).Must().ToContainTextAsync("Virtual keys3");
        await page.GetByRole(AriaRole.Link, new() { Name = "Review the repair" }).ClickAsync();
        await page.CommitAsync("Commit: orphan 4, reactivate 1");
        await page.GetByRole(AriaRole.Region, new() { Name = "Needs you" }).Must().ToContainTextAsync("No drift.");
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_page_is_clean_before_and_after_a_dry_run(int width)
    {
        var page = await demo.SignedInAsync("/settings/import", width);
        await page.Button("PostgreSQL").ClickAsync();
        await page.GetByLabel("Connection string").FillAsync("nonsense");
        await page.GetByText("no connection string of PostgreSQL").WaitForAsync();
        await Axe.IsCleanAsync(page, "import, a server");
        await page.Button("File").ClickAsync();
        await page.UploadAsync("Upload config.db", "config.db", Fill());
        await page.GetByText("config.db, ").First.WaitForAsync();
        await page.Button("Dry run").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { NameRegex = new("rows cannot come in") }).WaitForAsync();
        await Axe.IsCleanAsync(page, "import, tried");
    }

    [Fact]
    public async Task Only_an_admin_of_all_settings_may_import()
    {
        await using var server = new DashboardServer(("Admin:UserName", DashboardServer.UserName), ("Admin:Password", DashboardServer.Password));
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<UserManager<Admin>>().CreateAsync(new Admin { UserName = "olaf", Role = Role.Operator }, DashboardServer.Password);
            Assert.True(made.Succeeded);
        }
        var page = await demo.NewPageAsync(server);
        await page.GotoAsync("/sign-in");
        await page.SignInAsync("olaf", DashboardServer.Password);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        await page.GotoAsync("/settings/import");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Import from Bifrost" }).Must().ToHaveCountAsync(0);
        await page.GetByLabel("Upload config.db").Must().ToHaveCountAsync(0);
    }

    private byte[] Fill()
    {
        var path = Path.Combine(folder.FullName, "config.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            new BifrostCompany(connection, BifrostGeneration.Second).Sound().Drifted().Broken();
        }
        return File.ReadAllBytes(path);
    }
}
