using Gatehouse.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Whether the program lives, and whether it can serve: that it can is found out by reading and by writing.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "live").AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(IDbContextFactory<DashboardDbContext> contexts, CancellationToken cancellation)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await db.Database.OpenConnectionAsync(cancellation);
            // Somebody else who writes is no fault: the question does not wait for them.
            await db.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout=1000", cancellation);
            _ = await db.StoredSettings.AnyAsync(cancellation);
            try
            {
                // It stands there already, and is written all the same: a full disk, a lost folder, a file that may only be read show now.
                await db.Database.ExecuteSqlRawAsync("PRAGMA user_version=0", cancellation);
            }
            finally
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout=15000", CancellationToken.None);
            }
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
        {
            // Another connection writes: the file can be written.
        }
        catch (SqliteException error)
        {
            return Results.Text(StorageFault.Of(error)?.Words ?? "The database does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        return Results.Ok("ready");
    }
}
