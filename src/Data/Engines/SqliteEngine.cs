using System.Data.Common;
using System.Globalization;
using Gatehouse.Data.Engines.Mapping;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Engines;

/// <summary>SQLite: one file, one writer, readers that nobody holds up.</summary>
internal sealed class SqliteEngine : Engine
{
    public static readonly SqliteEngine Instance = new();

    private SqliteEngine() { }

    public override string Name => "SQLite";

    public override bool IsFile => true;

    public override string? FileOf(string connectionString) => new SqliteConnectionStringBuilder(connectionString).DataSource;

    public override string DataVersionSql => "PRAGMA data_version";

    public override void Use(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite
            // One JSON parameter for a list of ids, never one parameter per id: SQLite stops at 32,766.
            .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(SqliteTuning.Instance)
        .ReplaceService<IMigrationsSqlGenerator, ClusteredSqliteMigrations>();

    public override async Task<IDbContextTransaction> BeginReadAsync(DbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        return (await db.Database.UseTransactionAsync(BeginRead(db.Database.GetDbConnection()), cancellation))!;
    }

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override async Task<IDbContextTransaction> BeginWriteAsync(DbContext db, TimeSpan wait, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (wait >= LongestWait)
            return await db.Database.BeginTransactionAsync(cancellation);
        // Part of the time went by in front of the door.
        SqliteTuning.Wait(connection, wait);
        try
        {
            return await db.Database.BeginTransactionAsync(cancellation);
        }
        finally
        {
            SqliteTuning.Wait(connection, LongestWait);
        }
    }

    public override DatabaseRefusal? RefusalOf(Exception error)
    {
        if (ExceptionReader.IsBusy(error))
            return new DatabaseRefusal.Busy();
        for (Exception? at = error; at is not null; at = at.InnerException)
            if (at is SqliteException { SqliteErrorCode: 19 } refused)
                return refused.SqliteExtendedErrorCode is 2067 or 1555 ? Taken(refused.Message) : new DatabaseRefusal.Rule(refused.Message);
        return ExceptionReader.StorageFaultOf(error) is { } fault ? new DatabaseRefusal.Storage(fault) : null;
    }

    public override Task ShadowAsync(DbContext db, string table, CancellationToken cancellation) => SqliteShadow.LayAsync(db, table, cancellation);

    public override object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        bool flag => flag ? 1 : 0,
        Enum word => Convert.ToInt32(word, CultureInfo.InvariantCulture),
        _ => value,
    };

    public override Task CopyAsync(DbContext db, string path, CancellationToken cancellation) => db.Database.ExecuteSqlAsync($"VACUUM INTO {path}", cancellation);

    public override Task CheckpointAsync(DbContext db, CancellationToken cancellation) => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", cancellation);

    /// <summary>"SQLite Error 19: 'UNIQUE constraint failed: virtual_keys.name'."</summary>
    private static DatabaseRefusal.Taken Taken(string message)
    {
        var names = message[(message.IndexOf("failed:", StringComparison.Ordinal) + 7)..].TrimEnd('.', '\'')
            .Split(',', StringSplitOptions.TrimEntries).Select(name => name.Split('.')).ToArray();
        return new(names[0][0], [.. names.Select(name => name[^1])]);
    }
}
