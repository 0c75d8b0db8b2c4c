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
        context.Services.AddSingleton(provider => new BifrostImporter(database, provider.GetRequiredService<SecretProtector>(), new FakeTimeProvider(BifrostCompany.Now)));
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

    private void Upload(IRenderedComponent<ImportPage> page, params string[] names)
    {
        page.FindComponent<InputFile>().UploadFiles([.. names.Select(name => InputFileContent.CreateFromBinary(Read(name.EndsWith("-wal", StringComparison.Ordinal) ? store.Path + "-wal" : store.Path), name))]);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".form .meter")));
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
