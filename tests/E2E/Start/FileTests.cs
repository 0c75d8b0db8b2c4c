using Microsoft.Data.Sqlite;

namespace Gatehouse.Tests.E2E.Start;

/// <summary>What the program makes, finds and leaves alone on the disk.</summary>
public sealed class FileTests : IDisposable
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-files-");

    private string Database => Path.Combine(folder.FullName, "data", "gatehouse.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Folders_that_it_makes_are_for_its_own_account_and_files_that_others_could_read_are_closed_with_a_warning()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using (var first = new StartedProgram(folder.FullName, Database))
            Assert.True(await first.ServesAsync(), string.Join('\n', first.Lines));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(Database)!));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder.FullName, "keys")));
        var key = Directory.GetFiles(Path.Combine(folder.FullName, "keys"), "*.xml").Single();
        foreach (var file in new[] { Database, key })
            File.SetUnixFileMode(file, Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using var program = new StartedProgram(folder.FullName, Database);
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));

        Assert.Equal((Own, Own), (File.GetUnixFileMode(Database), File.GetUnixFileMode(key)));
        Assert.Contains(program.Lines, line => line.Contains("Others could read", StringComparison.Ordinal) && line.Contains(Database, StringComparison.Ordinal) && line.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("verify-history")]
    [InlineData("export", "copy.json")]
    [InlineData("repair")]
    [InlineData("backup", "copy.db")]
    public async Task A_command_that_reads_makes_neither_a_file_nor_a_folder_where_the_path_is_mistyped(params string[] command)
    {
        await using var program = new StartedProgram(folder.FullName, Path.Combine(folder.FullName, "dat", "gatehouse.db"), command);

        Assert.Equal(1, await program.EndedAsync());
        Assert.Contains("there is no database yet", Assert.Single(program.Lines), StringComparison.Ordinal);
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_file_that_is_cut_short_while_it_runs_is_told_and_ends_nothing()
    {
        await using var program = new StartedProgram(folder.FullName, Database, "--sample=demo");
        Assert.True(await program.ServesAsync(), string.Join('\n', program.Lines));
        using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
        await using (var file = new FileStream(Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(8192);

        Assert.Equal("not ready: storage_damaged", await program.SaysAsync("/health/ready", answer => answer.Contains("damaged", StringComparison.Ordinal)));
        Assert.Equal("live", await program.SaysAsync("/health/live", answer => answer == "live"));
    }
}
