using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Engines;

/// <summary>Reading several queries' worth of rows as they stood at one moment.</summary>
internal static class OneMoment
{
    /// <summary>
    /// Begins a transaction in which all queries see one moment. It takes no write lock; dispose it to end it. The context only reads from now on:
    /// nothing it reads is kept to be watched for changes, however many rows pass through.
    /// </summary>
    public static async Task<IDbContextTransaction> BeginReadAsync(this DashboardDbContext db, CancellationToken cancellation)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        return (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellation))!;
    }
}
