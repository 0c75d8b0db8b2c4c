using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gatehouse.Data.Engines;

/// <summary>Pragmas of every SQLite connection. What else a connection must know (a function, a collation) is told to it here.</summary>
internal sealed class SqliteTuning : DbConnectionInterceptor
{
    public static readonly SqliteTuning Instance = new();

    // No memory map: a file that is cut short while it is mapped ends the process. FULL: a commit survives a power cut. The checkpoint is made by the sweeper, outside anybody's answer; the high
    // automatic limit is only a net for programs that run without it.
    private static readonly string Pragmas =
        $"PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout={Engine.LongestWait.TotalMilliseconds};" +
        " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=20000;";

    /// <summary>How long statements of the connection wait for another that holds the lock.</summary>
    public static void Wait(SqliteConnection connection, TimeSpan wait)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={(long)Math.Max(1, wait.TotalMilliseconds)}";
        command.ExecuteNonQuery();
    }

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
        SqliteFold.AddTo(sqlite);
        // SQLite waits by itself. The driver would ask again for 30 s when SQLite has given up after 15.
        sqlite.DefaultTimeout = 1;
        using var command = connection.CreateCommand();
        // EF looks whether a file exists by opening it to read only: a restored one is not in WAL mode yet, and cannot be put into it so.
        command.CommandText = connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? Pragmas : "PRAGMA journal_mode=WAL; " + Pragmas;
        command.ExecuteNonQuery();
    }
}
