using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Secrets;
using Gatehouse.Tests.Unit.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>The source is only read, whole, and what is no Bifrost database is refused in one sentence.</summary>
public sealed class BifrostSourceTests(PostgreSqlCluster cluster) : IDisposable
{
    private readonly TestDatabase database = new();

    private BifrostImporter Importer => new(database, database.WritesAt(new FakeTimeProvider(BifrostCompany.Now)), new SecretProtector(new EphemeralDataProtectionProvider()), new FakeTimeProvider(BifrostCompany.Now));

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Rows_that_are_still_in_the_log_are_seen_and_no_file_is_touched()
    {
        using var store = BifrostStore.InSqlite();
        BifrostTables.Run(store.Connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;");
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        BifrostTables.Run(store.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        company.Key("late");
        Assert.True(new FileInfo(store.Path + "-wal").Length > 0);
        var before = store.Files();

        await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions());

        await using var db = database.CreateDbContext();
        Assert.True(await db.VirtualKeys.AnyAsync(key => key.PublicId == "late"));
        Assert.Equal(before, store.Files());
    }

    [Fact]
    public async Task Through_a_symbolic_link_the_log_beside_the_file_it_leads_to_is_read()
    {
        using var store = BifrostStore.InSqlite();
        BifrostTables.Run(store.Connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;");
        var company = new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        BifrostTables.Run(store.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        company.Key("late");
        var folder = System.IO.Directory.CreateTempSubdirectory("gatehouse-link-test-");
        try
        {
            var between = File.CreateSymbolicLink(Path.Combine(folder.FullName, "between.db"), store.Path);
            var link = File.CreateSymbolicLink(Path.Combine(folder.FullName, "config.db"), between.FullName);

            await Importer.ImportAsync(Actor.Program, new BifrostSource.SqliteFile(link.FullName), new BifrostOptions());

            await using var db = database.CreateDbContext();
            Assert.True(await db.VirtualKeys.AnyAsync(key => key.PublicId == "late"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_database_nobody_has_open_gets_no_files_beside_it()
    {
        using var store = BifrostStore.InSqlite();
        BifrostTables.Run(store.Connection, "PRAGMA journal_mode = WAL");
        new BifrostCompany(store.Connection, BifrostGeneration.Third).Sound();
        store.Connection.Close();
        var before = store.Files();
        Assert.Single(before);

        Assert.IsType<BifrostOutcome.Imported>(await Importer.ImportAsync(Actor.Program, store.Source, new BifrostOptions()));
        using (var rehearsal = await Importer.RehearseAsync(store.Source, new BifrostOptions()))
            Assert.NotNull(rehearsal.Report);

        Assert.Equal(before, store.Files());
    }

    [Fact]
    public async Task PostgreSQL_is_read_in_a_transaction_that_cannot_write()
    {
        using var store = BifrostStore.InPostgreSql(cluster);
        new BifrostCompany(store.Connection, BifrostGeneration.Second).Sound();
        var (source, _) = await BifrostDatabase.OpenAsync(store.Source, default);
        await using var opened = source!;
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(async () =>
        {
            await foreach (var _ in opened.RowsAsync("DELETE FROM governance_virtual_keys RETURNING id", default))
                Assert.Fail("A row was deleted.");
        });
        Assert.Equal("25006", refused.SqlState);
    }

    [Fact]
    public async Task A_missing_file_an_alien_file_an_alien_database_and_an_unknown_version_are_refused_in_one_sentence()
    {
        using var store = BifrostStore.InSqlite();
        Assert.Contains("no-such.db", await RefusalAsync(new BifrostSource.SqliteFile(store.Path + "/no-such.db")), StringComparison.Ordinal);
        var text = store.Path + ".txt";
        await File.WriteAllTextAsync(text, new string('x', 5000));
        Assert.StartsWith("This is no SQLite database", await RefusalAsync(new BifrostSource.SqliteFile(text)), StringComparison.Ordinal);
        BifrostTables.Run(store.Connection, "CREATE TABLE notes (id int)");
        Assert.Equal("This is no database of Bifrost: it has neither config_mcp_clients nor governance_virtual_keys.", await RefusalAsync(store.Source));
        BifrostTables.Run(store.Connection, "CREATE TABLE config_mcp_clients (id int, client_id text, name text); CREATE TABLE governance_virtual_keys (id text, name text)");
        Assert.Contains("neither mcp_oauth_tokens nor oauth_user_tokens", await RefusalAsync(store.Source), StringComparison.Ordinal);
        BifrostTables.Run(store.Connection, "CREATE TABLE mcp_oauth_tokens (id text); CREATE TABLE governance_virtual_key_mcp_configs (virtual_key_id text, mcp_client_id int, tools_to_execute text)");
        Assert.Contains("Table mcp_oauth_tokens has no column mcp_client_id", await RefusalAsync(store.Source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_sentence_without_the_connection_string()
    {
        var refusal = await RefusalAsync(BifrostSource.ServerOf("Host=127.0.0.1;Port=1;Username=canary;Password=canary-secret;Timeout=2", out _)!);
        Assert.StartsWith("The PostgreSQL server cannot be reached", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal, StringComparison.Ordinal);
        var source = BifrostSource.ServerOf("postgres://ana:s%3Dcret@db.example:6432/bifrost?sslmode=require", out var error)!;
        Assert.Null(error);
        Assert.Equal("PostgreSQL", source.ToString());
        var parts = new Npgsql.NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal(("db.example", 6432, "bifrost", "ana", "s=cret", Npgsql.SslMode.Require), (parts.Host, parts.Port, parts.Database, parts.Username, parts.Password, parts.SslMode));
        Assert.Null(BifrostSource.ServerOf("what=ever;canary", out error));
        Assert.DoesNotContain("canary", error, StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync(BifrostSource source) =>
        Assert.IsType<BifrostOutcome.Unreadable>(await Importer.ImportAsync(Actor.Program, source, new BifrostOptions())).Reason;
}
