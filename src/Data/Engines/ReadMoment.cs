using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Engines;

/// <summary>A read transaction: all queries of the context see one moment, and nobody waits for it.</summary>
public static class ReadMoment
{
    public static async Task<IDbContextTransaction> BeginReadAsync(this DashboardDbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        return db.Database.GetDbConnection() is SqliteConnection sqlite
            ? (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellation))!
            : await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
    }
}
