using System.Text;
using Bunit;
using Gatehouse.Dashboard.Components.Import;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Import.Bifrost;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Components;

public sealed class ImportPageTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly PageContext context;
    private readonly BifrostStore store = BifrostStore.InSqlite();

    public ImportPageTests()
    {
        context = new PageContext(database);
        // Flows of the fixture are open at its time only.
        context.Services.AddSingleton(provider => new BifrostImporter(database, database.WritesAt(new FakeTimeProvider(BifrostCompany.Now)), provider.GetRequiredService<SecretProtector>(), new FakeTimeProvider(BifrostCompany.Now)));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        store.Dispose();
        database.Dispose();
    }

    [Fact]
    public void A_file_is_uploaded_tried_and_imported_and_the_page_says_what_is_out_of_step()
    {
        new BifrostCompany(store.Connection, BifrostGeneration.Third).Sound().Drifted();
        var page = Render();
        Assert.True(page.Button("Dry run").HasAttribute("disabled"));
        Upload(page, "config.db");
        page.Press("Dry run");
        page.WaitForAssertion(() => Assert.Contains("What would come in", page.Markup, StringComparison.Ordinal));
        Assert.Equal(("4", "2"), (Counted(page, "Virtual keys"), Counted(page, "Access profiles, from Virtual MCPs")));
        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll("table[aria-label='Rows that would move'] tbody tr").Count));
        using (var db = database.CreateDbContext())
            Assert.Empty(db.VirtualKeys);

        page.Press("Import");
        page.WaitForAssertion(() => Assert.Contains("came in.", page.Find("[role=status] b").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("/?review=repair", page.Find("a.primary").GetAttribute("href")));
        using var after = database.CreateDbContext();
        Assert.Equal(4, after.VirtualKeys.Count());
    }

    [Theory]
    [InlineData("config.db", "no database at all", "config.db cannot be imported. This is no SQLite database")]
    [InlineData("company.json", """{"version": 1, "users": []}""", "company.json cannot be imported. This is a snapshot of Gatehouse.")]
    [InlineData("config.json", """{"mcp": [}""", "config.json cannot be imported. The JSON is broken at line 1.")]
    [InlineData("empty.db", "", "empty.db cannot be imported.")]
    public void A_file_that_cannot_be_imported_is_told_when_it_is_uploaded_and_never_gets_a_tick(string name, string content, string says)
    {
        var page = Render();
        Upload(page, (name, Encoding.UTF8.GetBytes(content)));
        page.WaitForAssertion(() => Assert.StartsWith(says, page.Find("#file-wrong").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".taken"));
        Assert.True(page.Button("Dry run").HasAttribute("disabled"));
    }

    [Fact]
    public void A_database_of_something_else_is_told_and_a_sound_one_after_it_is_taken()
    {
        BifrostTables.Run(store.Connection, "CREATE TABLE notes (id int)");
        var page = Render();
        Upload(page, "config.db");
        page.WaitForAssertion(() => Assert.Contains("This is no database of Bifrost", page.Find("#file-wrong").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".taken"));
        new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        Upload(page, "config.db");
        page.WaitForAssertion(() => Assert.Contains("config.db, ", page.Find(".taken").TextContent, StringComparison.Ordinal));
        Assert.Equal("", page.Find("#file-wrong").TextContent);
    }

    [Fact]
    public void A_config_json_is_imported_and_what_is_odd_is_told_before_and_after()
    {
        var page = Render();
        Upload(page, ("config.json", Encoding.UTF8.GetBytes("""{"mcp":{"client_configs":[{"name":"warehouse","connection_string":"env.WAREHOUSE_MCP"}]},"governance":{"virtual_keys":[{"id":"vk-shop","name":"Shop key","value":"canary-made-up","mcp_configs":[{"mcp_client_name":"warehouse","tools_to_execute":["list_stock"]}]}]}}""")));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".taken")));
        page.Press("Dry run");
        page.WaitForAssertion(() => Assert.Equal("1", Counted(page, "Virtual keys")));
        Assert.Contains("Something is odd about 1 row", page.Find("#odd-title").TextContent, StringComparison.Ordinal);
        Assert.Contains("env.WAREHOUSE_MCP", page.Find("table[aria-label='Odd rows']").TextContent, StringComparison.Ordinal);
        page.Press("Import");
        page.WaitForAssertion(() => Assert.Contains("What came in", page.Markup, StringComparison.Ordinal));
        Assert.Contains("They came in as they are.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_cannot_come_in_hold_the_import_until_the_others_are_chosen()
    {
        new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound().Broken();
        var page = Render();
        Upload(page, "config.db");
        page.Press("Dry run");
        page.WaitForAssertion(() => Assert.Contains("cannot come in", page.Find("#refused-title").TextContent, StringComparison.Ordinal));
        Assert.Contains("connection_type is", page.Find("table[aria-label='Refused rows']").TextContent, StringComparison.Ordinal);
        Assert.True(page.Button("Import").HasAttribute("disabled"));

        page.Press("The other rows");
        page.Press("Import");
        page.WaitForAssertion(() => Assert.Contains("What came in", page.Markup, StringComparison.Ordinal));
        Assert.Contains("cannot come in", page.Find("#refused-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_passphrase_is_said_and_no_secret_goes_back_to_the_page()
    {
        new BifrostCompany(store.Connection, BifrostGeneration.Second, BifrostBox.Of(Salt.OfThePassphrase).Close).Sound();
        var page = Render();
        Upload(page, "config.db");
        page.Input("#bifrost-passphrase", "canary-passphrase");
        page.Press("Dry run");
        page.WaitForAssertion(() => Assert.Contains("The passphrase is not the one", page.Find("[role=alert] b").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Button("Import").HasAttribute("disabled"));

        page.Input("#bifrost-passphrase", BifrostBox.Passphrase);
        page.Press("Dry run");
        page.WaitForAssertion(() => Assert.False(page.Button("Import").HasAttribute("disabled")));
    }

    [Fact]
    public void A_connection_string_is_checked_as_one_types_and_never_shown()
    {
        var page = Render();
        page.Press("PostgreSQL");
        page.Input("#bifrost-server", "canary=what");
        page.WaitForAssertion(() => Assert.Contains("no connection string of PostgreSQL", page.Find("#server-wrong").TextContent, StringComparison.Ordinal));
        page.Input("#bifrost-server", "Host=127.0.0.1;Port=1;Timeout=2;Password=canary");
        page.Press("Dry run");
        page.WaitForAssertion(() => Assert.Contains("cannot be reached", page.Find(".alert.error b").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_in_WAL_mode_without_its_log_is_warned_of_and_with_it_its_latest_rows_come_in()
    {
        BifrostTables.Run(store.Connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;");
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        BifrostTables.Run(store.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        company.Key("late");
        var page = Render();
        Upload(page, "config.db");
        page.WaitForAssertion(() => Assert.Contains("Its log was not chosen.", page.Markup, StringComparison.Ordinal));
        Upload(page, "config.db", "config.db-wal");
        page.WaitForAssertion(() => Assert.Contains("with its log", page.Markup, StringComparison.Ordinal));
        page.Press("Dry run");
        page.WaitForAssertion(() => Assert.Equal("4", Counted(page, "Virtual keys")));
        Upload(page, "a.db", "b.db");
        page.WaitForAssertion(() => Assert.Contains("Choose one database", page.Find("#file-wrong").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<ImportPage> Render()
    {
        context.RenderFrame();
        return context.Render<ImportPage>();
    }

    private static string Counted(IRenderedComponent<ImportPage> page, string list) =>
        page.FindAll(".import-counts > div").Single(counted => counted.QuerySelector("dt")!.TextContent == list).QuerySelector("dd")!.TextContent;

    private void Upload(IRenderedComponent<ImportPage> page, params string[] names) =>
        Upload(page, [.. names.Select(name => (name, Read(name.EndsWith("-wal", StringComparison.Ordinal) ? store.Path + "-wal" : store.Path)))]);

    private static void Upload(IRenderedComponent<ImportPage> page, params (string Name, byte[] Content)[] files)
    {
        page.FindComponent<InputFile>().UploadFiles([.. files.Select(file => InputFileContent.CreateFromBinary(file.Content, file.Name))]);
        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".form .meter"));
            Assert.True(page.FindAll(".taken .mud-icon-root").Count > 0 || page.FindAll("#file-wrong").Any(wrong => wrong.TextContent.Length > 0));
        });
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
