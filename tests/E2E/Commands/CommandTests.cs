using System.Text.Json;
using Gatehouse.Tests.E2E.Support;

namespace Gatehouse.Tests.E2E.Commands;

/// <summary>The commands, as a shell runs them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-commands-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_sample_loads_into_an_empty_database_and_leaves_a_full_one_alone()
    {
        var first = await RunAsync("sample", "demo");
        Assert.Equal((0, ""), (first.Exit, first.Error));
        Assert.Contains("rows", first.Output, StringComparison.Ordinal);
        var second = await RunAsync("sample", "demo");
        Assert.Equal(1, second.Exit);
        Assert.Contains("The database holds data already", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_says_what_came_in_and_names_every_bad_row()
    {
        var file = Path.Combine(folder.FullName, "company.json");
        await File.WriteAllTextAsync(file, """{"version": 1, "users": [{"id": "u1", "user_name": "ana"}, {"id": "u1", "user_name": "eve"}]}""");

        var refused = await RunAsync("import", file);
        Assert.Equal(1, refused.Exit);
        Assert.Contains("users[1]: There is a user \"u1\" already.", refused.Error, StringComparison.Ordinal);
        var dry = await RunAsync("import", file, "--on-error", "skip", "--dry-run");
        Assert.Contains("Would import 1 rows: 1 users.", dry.Output, StringComparison.Ordinal);
        var skipped = await RunAsync("import", file, "--on-error=skip");
        Assert.Equal(0, skipped.Exit);
        Assert.Contains("Imported 1 rows", skipped.Output, StringComparison.Ordinal);
        Assert.Contains("there is no file", (await RunAsync("import", "nowhere.json")).Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_admin_is_added_once_and_the_password_is_never_an_argument()
    {
        var added = await RunAsync(["admin", "add", "ana"], input: "a-long-enough-password");
        Assert.Equal((0, "Admin ana is added."), (added.Exit, added.Output.Trim()));
        Assert.Contains("already", (await RunAsync(["admin", "add", "ana"], input: "a-long-enough-password")).Error, StringComparison.Ordinal);
        Assert.Contains("12", (await RunAsync(["admin", "reset-password", "ana"], input: "short")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(["admin", "reset-password", "ana"], input: "another-long-password")).Exit);
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "import", "--help")]
    [InlineData(1, "import-bifrost", "nowhere.db")]
    [InlineData(1, "import-bifrost")]
    [InlineData(0, "sample", "--help")]
    [InlineData(0, "admin", "--help")]
    [InlineData(0, "migrate", "--help")]
    [InlineData(0, "plan", "--help")]
    [InlineData(0, "commit", "--help")]
    [InlineData(0, "repair", "--help")]
    [InlineData(0, "backup", "--help")]
    [InlineData(0, "export", "--help")]
    [InlineData(0, "import-bifrost", "--help")]
    [InlineData(0, "verify-history", "--help")]
    [InlineData(0, "token", "create", "--help")]
    [InlineData(1, "token", "create", "--name", "x", "--role", "owner")]
    [InlineData(1, "plan")]
    [InlineData(1, "plan", "nowhere.json")]
    [InlineData(1, "commit", "nowhere.json")]
    [InlineData(0, "migrate")]
    [InlineData(1, "frobnicate")]
    [InlineData(1, "sample", "huge")]
    [InlineData(1, "sample")]
    [InlineData(1, "migrate", "--Guardrail:Creditentials=5")]
    [InlineData(1, "migrate", "--Database:Provider=Oracle")]
    [InlineData(1, "migrate", "--on-error")]
    public async Task Help_answers_and_mistakes_are_one_line_that_says_what_to_do(int exit, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal(exit, result.Exit);
        Assert.Equal(exit == 0, result.Error.Length == 0);
        Assert.Equal(exit == 0, result.Output.Length > 0);
        Assert.True(exit == 0 || !result.Error.Trim().Contains('\n', StringComparison.Ordinal), result.Error);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "data"));
        var file = Path.Combine(folder.FullName, "data", "gatehouse.db");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        var result = await RunAsync("migrate");
        Assert.Equal(1, result.Exit);
        Assert.StartsWith($"Database:ConnectionString names {file}: it is no SQLite database", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewed_plan_is_committed_as_it_was_and_a_second_time_is_harmless()
    {
        await RunAsync("sample", "demo");
        await EditAsync("""{"kind": "sharing", "mcp_client_id": "figma", "remove": ["vk-asset-sync"]}""");

        var planned = await RunAsync("plan", "edit.json");
        Assert.Equal((2, ""), (planned.Exit, planned.Error));
        Assert.Contains("- figma removed from key asset-sync", planned.Output, StringComparison.Ordinal);
        Assert.Contains("will be orphaned", planned.Output, StringComparison.Ordinal);
        var fingerprint = planned.Output.Split("Fingerprint: ")[1].Trim();

        var committed = await RunAsync("commit", "edit.json", "--fingerprint", fingerprint, "--reason", "SEC-1");
        Assert.Equal((0, ""), (committed.Exit, committed.Error));
        Assert.StartsWith("Committed: ", committed.Output, StringComparison.Ordinal);
        var again = await RunAsync("commit", "edit.json", "--fingerprint", fingerprint);
        Assert.Equal(0, again.Exit);
        Assert.Contains("did this already", again.Output, StringComparison.Ordinal);
        Assert.Equal((0, "Nothing to do."), await RunAsync("plan", "edit.json") is var nothing ? (nothing.Exit, nothing.Output.Trim()) : default);
        Assert.Equal((0, true), await RunAsync("verify-history") is var record ? (record.Exit, record.Output.StartsWith("The record is whole: 13 entries.", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public async Task A_pipeline_gets_JSON_and_the_same_fingerprint()
    {
        await RunAsync("sample", "demo");
        await EditAsync("""{"kind": "sharing", "mcp_client_id": "figma", "remove": ["vk-asset-sync"]}""");

        var planned = await RunAsync("plan", "edit.json", "--json");
        Assert.Equal(2, planned.Exit);
        using var plan = JsonDocument.Parse(planned.Output);
        var fingerprint = plan.RootElement.GetProperty("plan").GetProperty("fingerprint").GetString()!;
        Assert.Equal("orphan", plan.RootElement.GetProperty("plan").GetProperty("tallies")[0].GetProperty("transition").GetString());

        var committed = await RunAsync("commit", "edit.json", "--fingerprint", fingerprint, "--json");
        using var change = JsonDocument.Parse(committed.Output);
        Assert.False(change.RootElement.GetProperty("change").GetProperty("already_committed").GetBoolean());
        using var again = JsonDocument.Parse((await RunAsync("commit", "edit.json", "--fingerprint", fingerprint, "--json")).Output);
        Assert.True(again.RootElement.GetProperty("change").GetProperty("already_committed").GetBoolean());
        Assert.Equal(change.RootElement.GetProperty("change").GetProperty("id").GetInt64(), again.RootElement.GetProperty("change").GetProperty("id").GetInt64());
    }

    [Theory]
    [InlineData("{}", "kind is missing")]
    [InlineData("""{"kind": "frobnicate"}""", "names no kind of edit")]
    [InlineData("""{"kind": "allowlist", "virtual_key": "x"}""", "There is no field \"virtual_key\" here")]
    [InlineData("not json", "breaks at line 1")]
    public async Task A_file_that_is_no_edit_is_refused_in_one_line_that_names_the_field(string json, string words)
    {
        await EditAsync(json);
        var refused = await RunAsync("plan", "edit.json");
        Assert.Equal((1, ""), (refused.Exit, refused.Output));
        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Gatehouse.Data", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_commit_of_a_plan_that_is_stale_writes_nothing_and_says_what_is_true_now()
    {
        await RunAsync("sample", "demo");
        await EditAsync("""{"kind": "allowlist", "virtual_key_id": "vk-oncall-triage", "remove": ["github"]}""");

        var stale = await RunAsync("commit", "edit.json", "--fingerprint", "of-another-day");

        Assert.Equal((1, ""), (stale.Exit, stale.Output));
        Assert.Contains("Nothing was written", stale.Error, StringComparison.Ordinal);
        Assert.Contains("Fingerprint: ", stale.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("plan", "edit.json")).Exit);
    }

    [Fact]
    public async Task Drift_is_counted_first_and_made_good_when_asked()
    {
        await RunAsync("sample", "demo");

        Assert.Equal(2, (await RunAsync("repair")).Exit);
        Assert.Equal(0, (await RunAsync("repair", "--commit")).Exit);
        Assert.Equal((0, "Nothing to do."), await RunAsync("repair") is var nothing ? (nothing.Exit, nothing.Output.Trim()) : default);
    }

    [Fact]
    public async Task A_backup_is_a_whole_database_that_nobody_else_can_read()
    {
        await RunAsync("sample", "demo");

        Assert.Equal(0, (await RunAsync("backup", "copy.db")).Exit);

        var copy = Path.Combine(folder.FullName, "copy.db");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        var record = await RunAsync("verify-history", $"--Database:ConnectionString=Data Source={copy}");
        Assert.StartsWith("The record is whole: 12 entries.", record.Output, StringComparison.Ordinal);
        Assert.Contains("exists", (await RunAsync("backup", "copy.db")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_imports_into_another_database_to_the_same_state()
    {
        await RunAsync("sample", "demo");
        var exported = await RunAsync("export", "snapshot.json");
        Assert.Equal((0, ""), (exported.Exit, exported.Error));
        Assert.Contains("exists", (await RunAsync("export", "snapshot.json")).Error, StringComparison.Ordinal);

        var imported = await RunAsync("import", "snapshot.json", "--Database:ConnectionString=Data Source=other.db");
        Assert.Equal((0, ""), (imported.Exit, imported.Error));
        var again = await RunAsync("export", "-", "--Database:ConnectionString=Data Source=other.db");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "snapshot.json")), again.Output);
    }

    [Fact]
    public async Task A_token_is_printed_alone_so_that_a_script_can_keep_it()
    {
        var made = await RunAsync("token", "create", "--name", "ci", "--role", "operator", "--expires", "30d");
        Assert.Equal((0, ""), (made.Exit, made.Error));
        Assert.Matches("^gh_[A-Za-z0-9_-]{43}$", made.Output.Trim());
        Assert.Contains("already", (await RunAsync("token", "create", "--name", "ci", "--role", "viewer")).Error, StringComparison.Ordinal);
        Assert.Contains("30d", (await RunAsync("token", "create", "--name", "x", "--role", "viewer", "--expires", "soon")).Error, StringComparison.Ordinal);
    }

    private Task EditAsync(string json) => File.WriteAllTextAsync(Path.Combine(folder.FullName, "edit.json"), json);

    private Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    private Task<CommandRun> RunAsync(string[] arguments, string? input) => CommandRun.OfAsync(folder.FullName, arguments, input);
}
