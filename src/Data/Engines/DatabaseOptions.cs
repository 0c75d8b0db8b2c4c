using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gatehouse.Data.Engines;

/// <summary>How each engine is opened: the one place where provider options are set.</summary>
public static class DatabaseOptions
{
    /// <summary>Options for SQLite at <paramref name="connectionString"/>, as the product and its tests use them.</summary>
    public static DbContextOptionsBuilder UseGatehouseSqlite(this DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseSqlite(connectionString, sqlite => sqlite
                // One JSON parameter for a list of ids, never one parameter per id: SQLite stops at 32,766.
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(SqliteTuning.Instance)
            .ReplaceService<IMigrationsSqlGenerator, ClusteredSqliteMigrations>();
}

/// <summary>Pragmas of every SQLite connection.</summary>
public sealed class SqliteTuning : DbConnectionInterceptor
{
    public static readonly SqliteTuning Instance = new();

    /// <summary>How long a commit waits for another writer before it says so.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(15);

    // No memory map: a file that is cut short while it is mapped ends the process. FULL: a commit survives a power cut. The checkpoint is made by the sweeper, outside anybody's answer; the high
    // automatic limit is only a net for programs that run without it.
    private static readonly string Pragmas =
        $"PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout={BusyTimeout.TotalMilliseconds};" +
        " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=20000;";

    /// <summary>Another connection held the database for as long as <see cref="BusyTimeout"/>.</summary>
    public static bool IsBusy(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 };

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tune(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tune(connection);
        return Task.CompletedTask;
    }

    private static void Tune(DbConnection connection)
    {
        if (connection is not SqliteConnection sqlite)
            return;
        UnicodeLower.AddTo(sqlite);
        using var command = connection.CreateCommand();
        // EF looks whether a file exists by opening it to read only: a restored one is not in WAL mode yet, and cannot be put into it so.
        command.CommandText = connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? Pragmas : "PRAGMA journal_mode=WAL; " + Pragmas;
        command.ExecuteNonQuery();
    }
}
