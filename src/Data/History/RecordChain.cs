using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gatehouse.Data.History;

/// <summary>
/// The chain of the record: each change carries the hash of all that is recorded of it and of the hash before. Whoever alters, adds or
/// removes a record breaks the chain there; whoever keeps the last hash elsewhere can tell that none was cut off the end.
/// </summary>
internal static class RecordChain
{
    private const string Columns = "SELECT id, committed_at, actor, origin, edit_kind, edit, policy, tallies, reason, fingerprint, undoes_change_id, inverse FROM changes WHERE id = @gh_change";

    private const string Grants = "SELECT virtual_key_id, mcp_client_id, before, after FROM changed_grants WHERE change_id = @gh_change ORDER BY virtual_key_id, mcp_client_id";

    private const string Objects = "SELECT kind, object_id FROM changed_objects WHERE change_id = @gh_change ORDER BY kind, object_id";

    private const string Deleted = "SELECT kind, object_id, public_id, name FROM deleted_objects WHERE change_id = @gh_change ORDER BY kind, object_id";

    /// <summary>Rows as a commit writes them: identity by identity, what is asked of cover before header names before what goes, table by table.</summary>
    private const string Rows =
        """
        SELECT kind, mcp_client_id, identity_kind, identity_id, credential_id, move, reason, "from" FROM changed_credentials WHERE change_id = @gh_change
        ORDER BY identity_kind, CASE WHEN move IN (4, 5) THEN 1 WHEN move = 6 THEN 2 ELSE 0 END, kind, mcp_client_id, identity_id, credential_id
        """;

    /// <summary>The hash of a change as it stands in its tables.</summary>
    /// <param name="db">Where it stands.</param>
    /// <param name="change">Its number.</param>
    /// <param name="before">The hash of the change before; null: that has none, or there is none.</param>
    /// <param name="written">The hashes of its rows and of its grants, when whoever wrote them has them already.</param>
    /// <param name="cancellation">Cancels between rows.</param>
    public static async Task<string> HashAsync(DashboardDbContext db, long change, string? before, (string Rows, string Grants)? written, CancellationToken cancellation)
    {
        using var hash = new RecordHash();
        hash.Add(before);
        foreach (var part in new[]
        {
            await OfAsync(Columns), written?.Rows ?? await OfAsync(Rows), written?.Grants ?? await OfAsync(Grants), await OfAsync(Objects), await OfAsync(Deleted),
        })
            hash.Add(part);
        return hash.End();

        async Task<string> OfAsync(string sql)
        {
            using var part = new RecordHash();
            await foreach (var row in ReadAsync(db, change, sql, cancellation))
                for (var column = 0; column < row.FieldCount; column++)
                    Add(part, row, column);
            return part.End();
        }
    }

    /// <summary>The hash of the change before this one.</summary>
    public static Task<string?> BeforeAsync(DashboardDbContext db, long change, CancellationToken cancellation) =>
        db.Changes.Where(earlier => earlier.Id < change).OrderByDescending(earlier => earlier.Id).Select(earlier => earlier.Hash).FirstOrDefaultAsync(cancellation);

    private static void Add(RecordHash hash, DbDataReader row, int column)
    {
        if (row.IsDBNull(column))
            hash.Add(null);
        else if (row.GetFieldType(column) == typeof(string))
            hash.Add(row.GetString(column));
        else
            hash.Add(row.GetInt64(column));
    }

    private static async IAsyncEnumerable<DbDataReader> ReadAsync(DashboardDbContext db, long change, string sql, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@gh_change", change);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return reader;
    }
}
