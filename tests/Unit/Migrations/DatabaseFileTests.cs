using Gatehouse.Data;
using Gatehouse.Data.Engines;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Migrations;

/// <summary>What a file is, is found out before anything is written to it.</summary>
public sealed class DatabaseFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-file-");
    private readonly IReadOnlyList<string> known;

    public DatabaseFileTests()
    {
        using var database = new TestDatabase();
        using var db = database.CreateDbContext();
        known = [.. db.Database.GetMigrations()];
    }

    private string Path => System.IO.Path.Combine(folder.FullName, "some.db");

    [Fact]
    public void A_file_of_another_program_is_foreign_and_stays_as_it_was_to_the_byte()
    {
        Run("CREATE TABLE orders (id INTEGER)", "INSERT INTO orders VALUES (1)");
        var before = File.ReadAllBytes(Path);

        Assert.IsType<DatabaseKind.Foreign>(DatabaseFile.Inspect(Path, known));
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Equal(["some.db"], folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void Nothing_is_made_beside_a_file_of_another_program_that_keeps_a_log()
    {
        Run("PRAGMA journal_mode=WAL", "CREATE TABLE orders (id INTEGER)");
        var before = File.ReadAllBytes(Path);
        var written = File.GetLastWriteTimeUtc(folder.FullName);

        Assert.IsType<DatabaseKind.Foreign>(DatabaseFile.Inspect(Path, known));

        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.FullName));
        Assert.Equal(["some.db"], folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void A_file_of_ours_whose_tables_stand_in_its_log_only_is_ours()
    {
        using var writing = new SqliteConnection($"Data Source={Path};Pooling=False");
        writing.Open();
        foreach (var sql in new[] { "PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=0", "CREATE TABLE \"__EFMigrationsHistory\" (migration_id TEXT)", $"INSERT INTO \"__EFMigrationsHistory\" VALUES ('{known[0]}')" })
        {
            using var command = writing.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        Assert.Equal(known.Skip(1), Assert.IsType<DatabaseKind.Ours>(DatabaseFile.Inspect(Path, known)).Pending);
    }

    [Fact]
    public void A_file_of_another_program_that_uses_the_same_framework_is_foreign_too()
    {
        Run("CREATE TABLE \"__EFMigrationsHistory\" (\"MigrationId\" TEXT)", "INSERT INTO \"__EFMigrationsHistory\" VALUES ('20240101000000_Blog')", "CREATE TABLE posts (id INTEGER)");

        Assert.IsType<DatabaseKind.Foreign>(DatabaseFile.Inspect(Path, known));
    }

    [Fact]
    public void A_file_whose_first_start_was_killed_before_the_first_migration_is_as_good_as_none()
    {
        Run("CREATE TABLE \"__EFMigrationsLock\" (id INTEGER)", "CREATE TABLE \"__EFMigrationsHistory\" (migration_id TEXT)");

        Assert.IsType<DatabaseKind.Empty>(DatabaseFile.Inspect(Path, known));
    }

    [Fact]
    public void A_newer_schema_a_schema_before_the_first_and_one_that_lacks_a_migration_are_told_apart()
    {
        Run("CREATE TABLE \"__EFMigrationsHistory\" (migration_id TEXT)", $"INSERT INTO \"__EFMigrationsHistory\" VALUES ('{known[0]}')");
        Assert.Equal(known.Skip(1), Assert.IsType<DatabaseKind.Ours>(DatabaseFile.Inspect(Path, known)).Pending);

        Run("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20990101000000_Later')");
        Assert.Equal("20990101000000_Later", Assert.IsType<DatabaseKind.Newer>(DatabaseFile.Inspect(Path, known)).Migration);

        Run("DELETE FROM \"__EFMigrationsHistory\"", "INSERT INTO \"__EFMigrationsHistory\" VALUES ('20261124001348_Initial')");
        Assert.IsType<DatabaseKind.TooOld>(DatabaseFile.Inspect(Path, known));
    }

    [Fact]
    public void A_text_a_folder_and_a_file_that_was_cut_short_are_unusable()
    {
        File.WriteAllText(Path, new string('x', 5000));
        Assert.Equal("it is no SQLite database", Assert.IsType<DatabaseKind.Unusable>(DatabaseFile.Inspect(Path, known)).Reason);
        Assert.Equal("it is a folder", Assert.IsType<DatabaseKind.Unusable>(DatabaseFile.Inspect(folder.FullName, known)).Reason);

        File.Delete(Path);
        Run("CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(50000))");
        using (var file = File.OpenWrite(Path))
            file.SetLength(8192);
        Assert.Equal("it was cut short", Assert.IsType<DatabaseKind.Unusable>(DatabaseFile.Inspect(Path, known)).Reason);
    }

    [Fact]
    public async Task The_lock_that_a_killed_process_left_keeps_nobody_from_migrating()
    {
        using var released = new ReleasedDatabase("20261125070632");
        await using var db = Open(released.Path);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT OR REPLACE INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-25')",
            TestContext.Current.CancellationToken);

        Assert.True(await MigrationLock.MigrateAsync(db, released.Path, TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.IsType<DatabaseKind.Ours>(DatabaseFile.Inspect(released.Path, known));
    }

    [Fact]
    public async Task While_another_process_migrates_a_second_one_waits_no_longer_than_it_says()
    {
        using var released = new ReleasedDatabase("20261125070632");
        await using var held = new FileStream(released.Path + ".migrating", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await using var db = Open(released.Path);

        Assert.False(await MigrationLock.MigrateAsync(db, released.Path, TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static DashboardDbContext Open(string path)
    {
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseGatehouseSqlite($"Data Source={path};Pooling=False");
        return new DashboardDbContext(builder.Options);
    }

    private void Run(params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        foreach (var sql in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
