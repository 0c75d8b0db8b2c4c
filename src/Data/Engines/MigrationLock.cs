using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Engines;

/// <summary>
/// One process at a time brings a file's schema up to date. The lock is the operating system's, on a file beside the database, so it ends with its
/// process; the row that EF leaves when a process is killed does not, and EF waits for it for ever: whoever holds this lock takes that row away.
/// </summary>
public static class MigrationLock
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    /// <summary>Migrates, once no other process does.</summary>
    /// <param name="db">The database.</param>
    /// <param name="path">Its file.</param>
    /// <param name="patience">How long another process is waited for.</param>
    /// <param name="clock">Measures that.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>False: another process is still at it.</returns>
    public static async Task<bool> MigrateAsync(DashboardDbContext db, string path, TimeSpan patience, TimeProvider clock, CancellationToken cancellation = default)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await using var held = new FileStream(path + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                await ForgetKilledAsync(db, cancellation);
                await db.Database.MigrateAsync(cancellation);
                return true;
            }
            catch (IOException) when (File.Exists(path + ".migrating"))
            {
                if (clock.GetElapsedTime(began) >= patience)
                    return false;
                await Task.Delay(Every, clock, cancellation);
            }
        }
    }

    private static async Task ForgetKilledAsync(DashboardDbContext db, CancellationToken cancellation)
    {
        if (await db.Database.SqlQuery<int>($"SELECT count(*) AS value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'").SingleAsync(cancellation) > 0)
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", cancellation);
    }
}
