using System.Globalization;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.Import;

/// <summary>Where the rows of an import go, whatever they were read from: one write on our database, gone unless it is kept.</summary>
internal sealed class ImportTarget : IDisposable
{
    private readonly WriteStep step;
    private readonly Inserts inserts;
    private readonly Dictionary<string, long> ids = [];

    private ImportTarget(WriteStep step, Known known, SecretProtector protector)
    {
        (this.step, Known) = (step, known);
        inserts = new Inserts(step);
        Policy = new PolicyImport(known, inserts, protector, step.Now);
        Credentials = new CredentialImport(known, inserts, protector, step.Now, NextId);
    }

    /// <summary>What rows may refer to.</summary>
    public Known Known { get; }

    public PolicyImport Policy { get; }

    public CredentialImport Credentials { get; }

    public static async Task<ImportTarget> OpenAsync(WriteStep step, SecretProtector protector, CancellationToken cancellation) =>
        new(step, await Known.ReadAsync(step.Db, cancellation), protector);

    public void Dispose() => inserts.Dispose();

    /// <summary>Ids of the big tables are ours: one above the highest, read once.</summary>
    private long NextId(string table)
    {
        if (!ids.TryGetValue(table, out var last))
        {
            using var command = step.Db.Database.GetDbConnection().CreateCommand();
            command.Transaction = step.Db.Database.CurrentTransaction!.GetDbTransaction();
            command.CommandText = $"SELECT COALESCE(MAX(id), 0) FROM {table}";
            last = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        return ids[table] = last + 1;
    }
}
