using System.Data.Common;
using System.Globalization;
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

    public override StoreFault? FaultOf(Exception error)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
            if (at is SqliteException sqlite)
                return sqlite.SqliteErrorCode switch
                {
                    5 or 6 => new StoreFault.Busy(),
                    19 => sqlite.SqliteExtendedErrorCode is 2067 or 1555 ? Taken(sqlite.Message) : new StoreFault.Refused(sqlite.Message),
                    13 => new StoreFault.Storage(StorageFault.Full),
                    8 => new StoreFault.Storage(StorageFault.ReadOnly),
                    11 or 26 => new StoreFault.Storage(StorageFault.Damaged),
                    14 => new StoreFault.Storage(StorageFault.Gone),
                    10 => new StoreFault.Storage(StorageFault.Failed),
                    _ => null,
                };
        return null;
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

    public override async Task ProbeAsync(DbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        SqliteTuning.Wait(connection, TimeSpan.FromSeconds(1));
        try
        {
            // It stands there already, and is written all the same: a full disk, a lost folder, a file that may only be read show now.
            await db.Database.ExecuteSqlRawAsync("PRAGMA user_version=0", cancellation);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)
        {
            // Another connection writes: the file can be written.
        }
        finally
        {
            SqliteTuning.Wait(connection, LongestWait);
        }
    }

    /// <summary>"SQLite Error 19: 'UNIQUE constraint failed: virtual_keys.name'."</summary>
    private static StoreFault.Taken Taken(string message)
    {
        var names = message[(message.IndexOf("failed:", StringComparison.Ordinal) + 7)..].TrimEnd('.', '\'')
            .Split(',', StringSplitOptions.TrimEntries).Select(name => name.Split('.')).ToArray();
        return new(names[0][0], [.. names.Select(name => name[^1])]);
    }
}
