using System.Text.Json;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Tests.E2E.Support;
using Gatehouse.Tests.Unit.Import.Bifrost;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.E2E.Commands;

/// <summary>import-bifrost, as a shell runs it.</summary>
public sealed class BifrostCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-bifrost-command-");

    private string Source => Path.Combine(folder.FullName, "config.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_dry_run_tells_what_would_come_in_and_what_is_out_of_step_the_import_does_it_and_repair_heals_it()
    {
        await FillAsync(company => company.Sound().Drifted());

        var dry = await RunAsync("import-bifrost", Source, "--dry-run");
        Assert.Equal((0, ""), (dry.Exit, dry.Error));
        Assert.Contains("Bifrost, second generation, SQLite.", dry.Output, StringComparison.Ordinal);
        Assert.Contains("4 mcp_clients", dry.Output, StringComparison.Ordinal);
        Assert.Contains("4 credentials will be orphaned, 1 will come back", dry.Output, StringComparison.Ordinal);
        Assert.Contains("wiki, key-vk1: reactivate d-all-keys (orphaned)", dry.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do.", (await RunAsync("repair")).Output, StringComparison.Ordinal);

        var done = await RunAsync("import-bifrost", Source);
        Assert.Equal(0, done.Exit);
        Assert.Contains("Imported ", done.Output, StringComparison.Ordinal);
        Assert.Contains("repair --commit", done.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("repair")).Exit);
        Assert.Equal(0, (await RunAsync("repair", "--commit")).Exit);
        Assert.Equal(0, (await RunAsync("repair")).Exit);
        var again = await RunAsync("import-bifrost", Source);
        Assert.Equal(1, again.Exit);
        Assert.Contains("config_mcp_clients github: There is an MCP client \"github\" already.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_stop_it_unless_they_are_skipped_and_the_answer_is_JSON_for_programs()
    {
        await FillAsync(company => company.Sound().Broken());

        var refused = await RunAsync("import-bifrost", Source, "--json");
        Assert.Equal(1, refused.Exit);
        using (var answer = JsonDocument.Parse(refused.Output))
        {
            Assert.False(answer.RootElement.GetProperty("is_imported").GetBoolean());
            Assert.Equal("config_mcp_clients", answer.RootElement.GetProperty("refused").GetProperty("shown")[0].GetProperty("table").GetString());
        }
        var skipped = await RunAsync("import-bifrost", Source, "--on-error", "skip");
        Assert.Equal(0, skipped.Exit);
        Assert.DoesNotContain("canary", refused.Output + refused.Error + skipped.Output + skipped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_one_line_and_tell_no_secret()
    {
        await FillAsync(company => company.Sound());
        foreach (var (arguments, says) in new (string[] Arguments, string Says)[]
        {
            (["import-bifrost", "nowhere.db"], "There is no file nowhere.db."),
            (["import-bifrost", Source, "--passphrase-file", "nowhere.txt"], "There is no file"),
            (["import-bifrost", "Host=127.0.0.1;Port=1;Timeout=2;Username=ana;Password=canary-secret"], "The PostgreSQL server cannot be reached"),
            (["import-bifrost", "what=ever;Password=canary-secret"], "That is no connection string of PostgreSQL"),
        })
        {
            var result = await RunAsync(arguments);
            Assert.Equal(1, result.Exit);
            Assert.Contains(says, result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', result.Error.Trim());
            Assert.DoesNotContain("canary", result.Error + result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Through_a_symbolic_link_the_rows_of_the_log_come_in_too()
    {
        await using var connection = new SqliteConnection($"Data Source={Source};Pooling=False");
        await connection.OpenAsync();
        BifrostTables.Run(connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;");
        var company = new BifrostCompany(connection, BifrostGeneration.Second).Sound();
        BifrostTables.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        company.Key("late");
        var link = Directory.CreateDirectory(Path.Combine(folder.FullName, "elsewhere")).FullName + "/config.db";
        File.CreateSymbolicLink(link, Source);

        var dry = await RunAsync("import-bifrost", link, "--dry-run");
        Assert.Equal(0, dry.Exit);
        Assert.Contains("4 virtual_keys", dry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_json_comes_in_and_a_snapshot_and_it_are_not_taken_for_each_other()
    {
        var (config, snapshot) = (Path.Combine(folder.FullName, "config.json"), Path.Combine(folder.FullName, "snapshot.json"));
        await File.WriteAllTextAsync(config, """
            {"mcp":{"client_configs":[{"name":"warehouse","connection_type":"http","connection_string":"env.WAREHOUSE_MCP","tools_to_execute":["*"]}]},
             "governance":{"virtual_keys":[{"id":"vk-shop","name":"Shop key","value":"canary-made-up","mcp_configs":[{"mcp_client_name":"warehouse","tools_to_execute":["list_stock"]}]}]}}
            """);
        await File.WriteAllTextAsync(snapshot, """{"version":1,"users":[]}""");

        var crossed = await RunAsync("import", config);
        Assert.Equal(1, crossed.Exit);
        Assert.Contains("This is no snapshot but the config.json of a Bifrost gateway.", crossed.Error, StringComparison.Ordinal);
        Assert.Contains("This is a snapshot of Gatehouse.", (await RunAsync("import-bifrost", snapshot)).Error, StringComparison.Ordinal);
        var done = await RunAsync("import-bifrost", config);
        Assert.Equal(0, done.Exit);
        Assert.Contains("Imported 3 rows: 1 grants, 1 mcp_clients, 1 virtual_keys.", done.Output, StringComparison.Ordinal);
        Assert.Contains("! config_mcp_clients warehouse: The address is the reference env.WAREHOUSE_MCP", done.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", done.Output + done.Error + crossed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_table_is_read_in_less_memory_than_its_rows_take()
    {
        await FillAsync(company => company.Sound(), """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
            INSERT INTO mcp_oauth_tokens (id, auth_mode, mcp_client_id, session_id, status, access_token)
            SELECT 'many-' || i, 'session', 'github', 'many-' || i, 'active', printf('%03000d', i) FROM n
            """);
        // As text in memory the tokens alone are 240 MB; the limit is 96.
        var done = await CommandRun.OfAsync(folder.FullName, ["import-bifrost", Source], environment: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x6000000" });
        Assert.Equal((0, ""), (done.Exit, done.Error));
        Assert.Contains("40,004 oauth_tokens", done.Output, StringComparison.Ordinal);
    }

    private async Task FillAsync(Action<BifrostCompany> fill, string? more = null)
    {
        await using var connection = new SqliteConnection($"Data Source={Source};Pooling=False");
        await connection.OpenAsync();
        fill(new BifrostCompany(connection, BifrostGeneration.Second));
        if (more is not null)
            BifrostTables.Run(connection, more);
        // The clock of a command is the machine's: this flow is open for it too.
        BifrostTables.Run(connection, "UPDATE mcp_oauth_flows SET expires_at = '2999-01-01 00:00:00+00:00' WHERE id = 'd-flow'");
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(folder.FullName, arguments);
}
