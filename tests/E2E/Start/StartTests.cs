using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.E2E.Start;

/// <summary>The start decides in order, and each refusal is one line that says what to do.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-start-");

    private string Database => Path.Combine(folder.FullName, "gatehouse.db");

    public static TheoryData<string, string> Refused => new()
    {
        { "--Urls=http://localhots:5080", "Urls has \"http://localhots:5080\"" },
        { "--Urls=http://999.1.1.1:5080", "Urls has \"http://999.1.1.1:5080\"" },
        { "--Urls=http://192.0.2.7:5080", "192.0.2.7 is no address of this machine" },
        { "--Database:ConnectionString=Data Surce=x.db", "Database:ConnectionString cannot be read" },
        { "--Database:ConnectionString=Data Source=/proc/none/x.db", "whose folder cannot be made" },
        { "--Secrets:KeyRing=/proc/version", "which is a file" },
        { "--Secrets:KeyRing=/proc/none", "which cannot be used as a folder" },
        { "--Guardrail:Credentials=abc", "'abc' at 'Guardrail:Credentials'" },
        { "--Guardrail:Credentials=0", "Guardrail:Credentials is 0: at least 1." },
        { "--Guardrial:Credentials=5", "Setting Guardrial is unknown" },
        { "--PublicUrl=gate.example", "PublicUrl is \"gate.example\"" },
        { "--Urls=http://*:5080", "PublicUrl is empty" },
        { "--Limits:Handles=1", "Limits:Handles is 1: 50 to 10000." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string setting, string words)
    {
        await using var program = new StartedProgram(folder.FullName, Database, setting);

        Assert.Equal(1, await program.EndedAsync());
        Assert.Contains(words, Assert.Single(program.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_in_use_stops_the_start_with_one_line_that_says_so()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        await using var program = new StartedProgram(folder.FullName, Database, $"--Urls=http://{other.LocalEndpoint}");

        Assert.Equal(1, await program.EndedAsync());
        Assert.Equal("The address is in use by another program. Stop that one, or start with another: --Urls=http://127.0.0.1:5090", Assert.Single(program.Lines));
    }

    [Fact]
    public async Task A_settings_file_that_cannot_be_read_stops_the_start_with_one_line_that_names_it()
    {
        var environment = Ids.New("broken");
        var file = Path.Combine(AppContext.BaseDirectory, $"appsettings.{environment}.json");
        await File.WriteAllTextAsync(file, "{ \"Urls\": ", TestContext.Current.CancellationToken);
        try
        {
            await using var program = new StartedProgram(folder.FullName, Database, handles: null, environment);

            Assert.Equal(1, await program.EndedAsync());
            Assert.Contains(Path.GetFileName(file), Assert.Single(program.Lines), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_of_another_program_is_refused_and_left_as_it_was()
    {
        using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE orders (id INTEGER)";
            command.ExecuteNonQuery();
        }
        var before = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        foreach (var command in new[] { "", "verify-history", "repair", "migrate" })
        {
            await using var program = new StartedProgram(folder.FullName, Database, command.Length == 0 ? [] : [command]);

            Assert.Equal(1, await program.EndedAsync());
            Assert.Contains("another program", Assert.Single(program.Lines), StringComparison.Ordinal);
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_it_makes_is_for_its_own_account_and_its_pages_are_whole_whatever_folder_it_is_started_from()
    {
        await using var program = new StartedProgram(folder.FullName, Database);
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));

        using var http = new HttpClient { BaseAddress = program.Address };
        Assert.Contains(".shell", await http.GetStringAsync("/app.css", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in folder.GetFiles("*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.FullName));
    }

    [Fact]
    public async Task A_key_ring_that_was_lost_is_told_at_start_and_nothing_is_made_in_its_place()
    {
        Release();
        Directory.Delete(Path.Combine(folder.FullName, "keys"), recursive: true);
        await using var program = new StartedProgram(folder.FullName, Database);

        Assert.Equal(1, await program.EndedAsync());
        Assert.Contains("which holds no keys, and so cannot read the secrets in the database", Assert.Single(program.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(folder.GetFiles("*", SearchOption.AllDirectories), file => file.Extension == ".xml");
    }

    [Fact]
    public async Task The_key_ring_of_another_database_is_told_at_start_with_what_it_cannot_read()
    {
        var other = folder.CreateSubdirectory("other");
        await using (var made = new StartedProgram(other.FullName, Path.Combine(other.FullName, "other.db")))
            Assert.True(await made.ServesAsync(), string.Join('\n', made.Lines));
        Release();
        await using var program = new StartedProgram(folder.FullName, Database, $"--Secrets:KeyRing={Path.Combine(other.FullName, "keys")}");

        Assert.Equal(1, await program.EndedAsync());
        Assert.Contains("whose keys cannot read the secrets in the database (OAuth tokens", Assert.Single(program.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_it_starts_without_the_key_ring_says_so_is_not_ready_and_answers_every_list()
    {
        const string Without = "--Secrets:StartWithoutKeys=true";
        Release();
        Directory.Delete(Path.Combine(folder.FullName, "keys"), recursive: true);
        string token;
        await using (var command = new StartedProgram(folder.FullName, Database, "token", "create", "--name=lost", "--role=admin", Without))
        {
            Assert.Equal(0, await command.EndedAsync());
            token = command.Lines.Single(line => line.StartsWith("gh_", StringComparison.Ordinal));
        }
        await using var program = new StartedProgram(folder.FullName, Database, Without);
        Assert.True(await program.AnswersAsync(new Uri(program.Address, "/health/live")), string.Join('\n', program.Lines));

        Assert.Contains(program.Lines, line => line.Contains("The key ring cannot read", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready: keys_lost"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        foreach (var list in new[] { "/api/mcp/clients", "/api/governance/virtual-keys", "/api/mcp/sessions", "/api/changes", "/api/events" })
        {
            using var answer = await http.GetAsync(new Uri(list, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal((list, HttpStatusCode.OK), (list, answer.StatusCode));
        }
    }

    [Fact]
    public async Task With_few_handles_it_refuses_connections_and_does_not_end()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var program = new StartedProgram(folder.FullName, Database, handles: 450, environment: null);
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));

        var idle = new List<TcpClient>();
        try
        {
            for (var each = 0; each < 600; each++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync(program.Address.Host, program.Address.Port, TestContext.Current.CancellationToken);
            }
            // It closes those that are too many: their read ends. The rest stay open and silent.
            var last = await idle[^1].GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken);
            Assert.Equal((0, false), (last, program.HasEnded));
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));
        Assert.DoesNotContain(program.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_at_any_moment_of_its_first_start_or_of_an_upgrade_it_comes_up_the_next_time_with_everything()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("GATEHOUSE_START_KILLS") ?? "4", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("GATEHOUSE_SEED") ?? "1", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills from seed {seed}");
        var moments = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            var upgrades = kill % 2 == 0;
            foreach (var left in folder.GetFileSystemInfos())
                if (left is DirectoryInfo inner)
                    inner.Delete(recursive: true);
                else
                    left.Delete();
            if (upgrades)
                Release();
            await using (var killed = new StartedProgram(folder.FullName, Database))
                await killed.KillAsync(TimeSpan.FromMilliseconds(moments.Next(150, 3500)));

            await using var program = new StartedProgram(folder.FullName, Database);
            Assert.True(await program.ServesAsync(), $"after kill {kill}: {string.Join('\n', program.Lines)}");
            if (upgrades)
                Assert.Equal((15L, 317L, 2L), (Count("changes"), Count("oauth_tokens"), Count("api_tokens")));
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>A file as the first build left it, with its key ring.</summary>
    private void Release()
    {
        var fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "20261125070632");
        using (var packed = new GZipStream(File.OpenRead(Path.Combine(fixture, "gatehouse.db.gz")), CompressionMode.Decompress))
        using (var file = File.Create(Database))
            packed.CopyTo(file);
        var ring = folder.CreateSubdirectory("keys");
        foreach (var key in Directory.GetFiles(Path.Combine(fixture, "keys")))
            File.Copy(key, Path.Combine(ring.FullName, Path.GetFileName(key)));
    }

    private long Count(string table)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
