using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Engines;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Unit.Engines;

/// <summary>What real faults of a disk and a file are told as.</summary>
public sealed class StorageFaultTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-storage-");

    private string Path => System.IO.Path.Combine(folder.FullName, "some.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void No_room_in_the_database_or_on_the_disk_is_full()
    {
        Run("", "CREATE TABLE t (x)");

        Assert.Equal(StorageFault.Full, Told(() => Run("", "PRAGMA max_page_count=2", "INSERT INTO t VALUES (zeroblob(100000))")));
        if (File.Exists("/dev/full"))
            Assert.Equal(StorageFault.Full, Told(() =>
            {
                using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                full.Write(new byte[10]);
            }));
    }

    [Fact]
    public void A_file_that_may_only_be_read_that_is_damaged_or_that_is_not_there_is_told_as_that()
    {
        Run("", "CREATE TABLE t (x)");
        Assert.Equal(StorageFault.ReadOnly, Told(() => Run(";Mode=ReadOnly", "INSERT INTO t VALUES (1)")));

        File.WriteAllText(Path, new string('x', 5000));
        Assert.Equal(StorageFault.Damaged, Told(() => Run("", "SELECT * FROM t")));

        File.Delete(Path);
        Assert.Equal(StorageFault.Gone, Told(() => Run(";Mode=ReadWrite", "SELECT * FROM t")));
    }

    [Fact]
    public void Another_writer_is_no_fault_of_the_storage()
    {
        Run("", "CREATE TABLE t (x)");
        using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        other.Open();
        using var held = other.BeginTransaction(deferred: false);

        var busy = Assert.Throws<SqliteException>(() => Run(";Default Timeout=1", "INSERT INTO t VALUES (1)"));
        Assert.Equal((true, null), (ExceptionReader.IsBusy(new InvalidOperationException("Around it.", busy)), ExceptionReader.StorageFaultOf(busy)));
    }

    [Fact]
    public void The_reference_on_a_page_says_that_the_disk_is_full_and_nothing_of_other_failures()
    {
        var failures = new Failures(NullLogger<Failures>.Instance);

        Assert.EndsWith(", the disk is full", failures.Report(new InvalidOperationException("Around it.", new SqliteException("full", 13))), StringComparison.Ordinal);
        Assert.EndsWith(", another process holds the database", failures.Report(new SqliteException("busy", 5)), StringComparison.Ordinal);
        Assert.DoesNotContain(",", failures.Report(new InvalidOperationException("of another kind")), StringComparison.Ordinal);
    }

    private static StorageFault? Told(Action action)
    {
        var error = Record.Exception(action);
        Assert.NotNull(error);
        return ExceptionReader.StorageFaultOf(new InvalidOperationException("Around it.", error));
    }

    private void Run(string options, params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False{options}");
        connection.Open();
        foreach (var sql in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
