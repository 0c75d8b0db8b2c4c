using System.Data;
using System.Globalization;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Import;

/// <summary>Where the rows of an import go, whatever they were read from: one transaction on our database, gone unless it is committed.</summary>
internal sealed class ImportTarget : IAsyncDisposable
{
    private readonly DashboardDbContext db;
    private readonly IDbContextTransaction transaction;
    private readonly Inserts inserts;
    private readonly Dictionary<string, long> ids = [];

    private ImportTarget(DashboardDbContext db, IDbContextTransaction transaction, Known known, SecretProtector protector, DateTimeOffset now)
    {
        (this.db, this.transaction, Known) = (db, transaction, known);
        inserts = new Inserts(db.Database.GetDbConnection(), transaction.GetDbTransaction());
        Policy = new PolicyImport(known, inserts, protector, now);
        Credentials = new CredentialImport(known, inserts, protector, now, NextId);
    }

    /// <summary>What rows may refer to.</summary>
    public Known Known { get; }

    public PolicyImport Policy { get; }

    public CredentialImport Credentials { get; }

    public static async Task<ImportTarget> OpenAsync(
        IDbContextFactory<DashboardDbContext> contexts, SecretProtector protector, DateTimeOffset now, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);
            return new ImportTarget(db, transaction, await Known.ReadAsync(db, cancellation), protector, now);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    public Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        inserts.Dispose();
        await transaction.DisposeAsync();
        await db.DisposeAsync();
    }

    /// <summary>Ids of the big tables are ours: one above the highest, read once.</summary>
    private long NextId(string table)
    {
        if (!ids.TryGetValue(table, out var last))
        {
            using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = transaction.GetDbTransaction();
            command.CommandText = $"SELECT COALESCE(MAX(id), 0) FROM {table}";
            last = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        return ids[table] = last + 1;
    }
}
