using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Engines;

/// <summary>
/// All that differs from one database engine to the next, one class for each. Nothing else asks which engine it is, and no provider's types are named
/// outside this namespace (a test holds that; the reader of Bifrost's databases is the exception).
/// </summary>
public abstract class Engine
{
    /// <summary>How long a write waits for another one before it says so.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>The engine that the product runs on.</summary>
    public static Engine Default => SqliteEngine.Instance;

    /// <summary>The engine below a context.</summary>
    public static Engine Of(DbContext db) => db.Database.IsSqlite() ? SqliteEngine.Instance : throw new NotSupportedException($"No engine for {db.Database.ProviderName}.");

    /// <summary>Its name, e.g. "SQLite".</summary>
    public abstract string Name { get; }

    /// <summary>Whether the database is a file of this machine.</summary>
    public abstract bool IsFile { get; }

    /// <summary>The file that a connection string names; null: none.</summary>
    public abstract string? FileOf(string connectionString);

    /// <summary>SQL for a number that moves whenever another connection has committed anything. It costs no read of a table and no lock.</summary>
    public abstract string DataVersionSql { get; }

    /// <summary>Options of a context as the product and its tests use them.</summary>
    public abstract void Use(DbContextOptionsBuilder options, string connectionString);

    /// <summary>Begins a transaction in which all queries see one moment. It takes no write lock; dispose it to end it.</summary>
    public abstract Task<IDbContextTransaction> BeginReadAsync(DbContext db, CancellationToken cancellation);

    /// <summary>The same on a connection that is open.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Begins a transaction that holds the one write lock from its beginning: what it reads cannot be written by anybody else meanwhile.</summary>
    /// <param name="db">The context.</param>
    /// <param name="wait">How long it waits for another one that holds the lock.</param>
    /// <param name="cancellation">Cancels before it begins.</param>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(DbContext db, TimeSpan wait, CancellationToken cancellation);

    /// <summary>What an exception, or one inside it, means; null: nothing that the database said.</summary>
    public abstract DatabaseRefusal? RefusalOf(Exception error);

    /// <summary>Lays a private copy of a table before it, for this connection until its transaction ends: what is written to the table from then on, nobody else sees, and no write lock is taken.</summary>
    public abstract Task ShadowAsync(DbContext db, string table, CancellationToken cancellation);

    /// <summary>A value as it stands in a column.</summary>
    public abstract object Stored(object? value);

    /// <summary>Writes a copy of the database as it stands at one moment to a file that is there and empty.</summary>
    public abstract Task CopyAsync(DbContext db, string path, CancellationToken cancellation);

    /// <summary>Does, outside anybody's answer, what a commit leaves for later.</summary>
    public abstract Task CheckpointAsync(DbContext db, CancellationToken cancellation);
}
