using System.CommandLine;
using System.Reflection;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Tests.E2E.Support;
using Gatehouse.Tests.Unit.Import.Bifrost;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.E2E.Commands;

/// <summary>
/// Runs every command of the command line and looks what it leaves on record: who, from where, what. A command that is new fails here until it is said
/// what it leaves, or why it leaves nothing.
/// </summary>
public sealed class RecordedCommandsTests : IDisposable
{
    private const string Password = "a-long-enough-password";
    private const string Snapshot = """{"version": 1, "users": [{"id": "zoe", "user_name": "zoe@acme.example"}]}""";
    private const string Edit = """{"kind": "sharing", "mcp_client_id": "figma", "remove": ["vk-asset-sync"]}""";

    /// <summary>They write nothing, and why.</summary>
    private static readonly Dictionary<string, string> Silent = new()
    {
        ["plan"] = "A plan is a value: nothing is written.",
        ["migrate"] = "It brings the schema up to date, before there is a record.",
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-recorded-commands-");
    private readonly HashSet<string> walked = [];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_command_that_writes_leaves_who_from_where_and_what()
    {
        await File.WriteAllTextAsync(PathOf("company.json"), Snapshot);
        await File.WriteAllTextAsync(PathOf("edit.json"), Edit);
        await BifrostAsync();

        await LeavesAsync("migrate", null);
        await LeavesAsync("import-bifrost", "data.imported", [PathOf("config.db"), .. Other]);
        await LeavesAsync("sample", "data.sample_loaded", ["demo"]);
        var planned = await LeavesAsync("plan", null, ["edit.json"], exit: 2);
        await LeavesAsync("commit", "a change", ["edit.json", "--fingerprint", planned.Split("Fingerprint: ")[1].Trim()]);
        await LeavesAsync("repair", "", exit: 2);
        await LeavesAsync("repair", "a change", ["--commit"]);
        await LeavesAsync("import", "", ["company.json", "--dry-run"]);
        await LeavesAsync("import", "data.imported", ["company.json"]);
        await LeavesAsync("export", "data.exported", ["snapshot.json"]);
        await LeavesAsync("backup", "data.backed_up", ["copy.db"]);
        await LeavesAsync("verify-history", "");
        await LeavesAsync("verify-history", "record.head_accepted", ["--accept"]);
        await LeavesAsync("admin add", "account.added", ["ana"], input: Password);
        await LeavesAsync("admin reset-password", "account.password_reset", ["ana"], input: "another-long-password");
        var token = await LeavesAsync("token create", "token.made", ["--name", "ci", "--role", "viewer"]);

        Assert.Equal(Commands().Order(StringComparer.Ordinal), walked.Order(StringComparer.Ordinal));
        Assert.Empty(await RecordAsync(0, "data/gatehouse.db", text => new[] { Password, "another-long-password", token.Trim() }.Any(secret => text.Contains(secret, StringComparison.Ordinal))));
    }

    private static string[] Other => ["--Database:ConnectionString=Data Source=data/other.db", "--Secrets:KeyRing=data/other-keys"];

    /// <summary>"admin add": every command that has no commands below it.</summary>
    private static IEnumerable<string> Commands()
    {
        var line = typeof(Program).Assembly.GetType("Gatehouse.Dashboard.Commands.CommandLine", throwOnError: true)!;
        var root = (RootCommand)line.GetMethod("Root", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, null)!;
        return Below(root, "");

        static IEnumerable<string> Below(Command command, string name) =>
            command.Subcommands.Count == 0 ? [name] : command.Subcommands.SelectMany(sub => Below(sub, $"{name} {sub.Name}".Trim()));
    }

    /// <param name="command">"admin add".</param>
    /// <param name="expected">What it leaves; empty: nothing, asked so; null: nothing ever.</param>
    /// <param name="arguments">Behind the command.</param>
    /// <param name="exit">Its exit code.</param>
    /// <param name="input">On standard input.</param>
    private async Task<string> LeavesAsync(string command, string? expected, string[]? arguments = null, int exit = 0, string? input = null)
    {
        walked.Add(command);
        Assert.Equal((command, expected is null), (command, Silent.ContainsKey(command)));
        var database = arguments is not null && Other.All(arguments.Contains) ? "data/other.db" : "data/gatehouse.db";
        var before = await EndAsync(database);
        var (code, output, error) = await CommandRun.OfAsync(folder.FullName, [.. command.Split(' '), .. arguments ?? []], input);
        Assert.True(exit == code, $"{command}: {code} {error}");
        var expectedLine = string.IsNullOrEmpty(expected) ? "" : $"{expected} by {Actor.CommandLine.Name} from {(int)Origin.Command}";
        // A sample brings the changes of its history along: they are the demo company's.
        var left = (await RecordAsync(before, database)).Where(line => !line.StartsWith("record.began", StringComparison.Ordinal) && (command != "sample" || !line.StartsWith("a change", StringComparison.Ordinal)));
        Assert.Equal((command, expectedLine), (command, string.Join('\n', left)));
        return output;
    }

    private async Task<long> EndAsync(string database)
    {
        if (!File.Exists(PathOf(database)))
            return 0;
        await using var connection = await OpenAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT ifnull(max(number), 0) FROM record_links";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<IReadOnlyList<string>> RecordAsync(long after, string database, Func<string, bool>? only = null)
    {
        await using var connection = await OpenAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT CASE WHEN l.change_id IS NULL THEN e.action || ' by ' || e.actor || ' from ' || e.origin ELSE 'a change by ' || c.actor || ' from ' || c.origin END,
                ifnull(e.before, '') || ifnull(e.after, '') || ifnull(e.search, '')
            FROM record_links l LEFT JOIN events e ON e.id = l.number AND l.change_id IS NULL LEFT JOIN changes c ON c.id = l.change_id WHERE l.number > @after ORDER BY l.number
            """;
        command.Parameters.AddWithValue("@after", after);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            if (only?.Invoke(reader.GetString(1)) != false)
                lines.Add(reader.GetString(0));
        return lines;
    }

    private async Task<SqliteConnection> OpenAsync(string database)
    {
        var connection = new SqliteConnection($"Data Source={PathOf(database)};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync();
        return connection;
    }

    private async Task BifrostAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={PathOf("config.db")};Pooling=False");
        await connection.OpenAsync();
        new BifrostCompany(connection, BifrostGeneration.Second).Sound();
        BifrostTables.Run(connection, "UPDATE mcp_oauth_flows SET expires_at = '2999-01-01 00:00:00+00:00' WHERE id = 'd-flow'");
    }

    private string PathOf(string file) => Path.Combine(folder.FullName, file);
}
