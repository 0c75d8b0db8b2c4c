using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Engines;

/// <summary>How each engine is opened: the one place where provider options are set.</summary>
public static class DatabaseOptions
{
    /// <summary>Options for SQLite at <paramref name="connectionString"/>, as the product and its tests use them.</summary>
    public static DbContextOptionsBuilder UseGatehouseSqlite(this DbContextOptionsBuilder options, string connectionString)
    {
        SqliteEngine.Instance.Use(options, connectionString);
        return options;
    }

    /// <summary>Reading several queries' worth of rows as they stood at one moment.</summary>
    /// <remarks>The context only reads from now on: nothing it reads is kept to be watched for changes, however many rows pass through.</remarks>
    public static Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginReadAsync(this DashboardDbContext db, CancellationToken cancellation)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return Engine.Of(db).BeginReadAsync(db, cancellation);
    }
}
