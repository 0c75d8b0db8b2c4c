using System.Data.Common;
using System.Security.Cryptography;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Tests.Unit.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Tests.Unit.Import.Bifrost;

/// <summary>A database for a Bifrost to be in, of one engine or the other, gone with the test.</summary>
internal sealed class BifrostStore : IDisposable
{
    private readonly DirectoryInfo? folder;

    private BifrostStore(DbConnection connection, BifrostSource source, DirectoryInfo? folder)
    {
        (Connection, Source, this.folder) = (connection, source, folder);
        Connection.Open();
    }

    public DbConnection Connection { get; }

    public BifrostSource Source { get; }

    public string Path => ((BifrostSource.SqliteFile)Source).Path;

    /// <summary>A SQLite file.</summary>
    public static BifrostStore InSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-bifrost-test-");
        var path = System.IO.Path.Combine(folder.FullName, "config.db");
        return new(new SqliteConnection($"Data Source={path};Pooling=False"), new BifrostSource.SqliteFile(path), folder);
    }

    /// <summary>A PostgreSQL database; the test is skipped, saying why, where there is no server.</summary>
    public static BifrostStore InPostgreSql(PostgreSqlCluster cluster)
    {
        Assert.SkipUnless(cluster.WhyNot is null, cluster.WhyNot ?? "");
        var connection = cluster.NewDatabase();
        return new(new NpgsqlConnection(connection), BifrostSource.ServerOf(connection, out _)!, null);
    }

    public static BifrostStore In(string engine, PostgreSqlCluster cluster) => engine == "SQLite" ? InSqlite() : InPostgreSql(cluster);

    /// <summary>Every file of it, with what is in it.</summary>
    public IReadOnlyList<string> Files() => [.. folder!.EnumerateFiles().OrderBy(file => file.Name).Select(file =>
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return $"{file.Name} {Convert.ToHexString(SHA256.HashData(stream))}";
    })];

    public void Dispose()
    {
        Connection.Dispose();
        folder?.Delete(recursive: true);
    }
}
