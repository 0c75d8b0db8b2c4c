using System.Globalization;
using System.IO.Compression;
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
        Assert.Contains("whose keys cannot read the secrets", Assert.Single(program.Lines), StringComparison.Ordinal);
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
