using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Engines;

/// <summary>Tries whether a database can be read and written, without writing anything that stays.</summary>
public static class DatabaseProbe
{
    /// <summary>Reads, then takes the write lock and gives it back.</summary>
    /// <exception cref="SqliteException">It cannot be read, or the lock cannot be had in this time.</exception>
    public static async Task TryAsync(IDbContextFactory<DashboardDbContext> contexts, TimeSpan wait, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // On a connection of its own: how long it waits stays its own, and it sees the file that is there now.
        var given = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, DefaultTimeout = (int)Math.Ceiling(wait.TotalSeconds), Mode = SqliteOpenMode.ReadWrite };
        await using var connection = new SqliteConnection(given.ToString());
        await connection.OpenAsync(cancellation);
        await RunAsync(connection, "SELECT count(*) FROM (SELECT 1 FROM mcp_clients LIMIT 1)", cancellation);
        await RunAsync(connection, "BEGIN IMMEDIATE", cancellation);
        await RunAsync(connection, "UPDATE settings SET value = value WHERE 0; ROLLBACK", cancellation);
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // texts of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
