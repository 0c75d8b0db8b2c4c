using System.Runtime.CompilerServices;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Data.Record;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>Writes what a change moves, row by row; <see cref="RecordedRows"/> then moves exactly what is written.</summary>
internal sealed class ChangeRecord(PlanContext context, long changeId) : IDisposable
{
    private readonly RecordHash hash = new();

    /// <summary>How many rows it has written.</summary>
    public int Written { get; private set; }

    /// <summary>Records the moving rows of one part with one <c>INSERT … SELECT</c>, and reads them back in the part's order.</summary>
    public async IAsyncEnumerable<Transition> WriteAsync(Part part, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var insert = context.Command(part.MovingSql(context), moving =>
            "INSERT INTO changed_credentials (change_id, kind, mcp_client_id, identity_kind, identity_id, credential_id, move, reason, \"from\")\n" +
            $"SELECT @gh_change, @gh_kind, {MovingRows.AsColumns("moving")} FROM (\n{moving.Text}\n) AS moving");
        KeptStatement.Set(insert, "@gh_change", changeId);
        KeptStatement.Set(insert, "@gh_kind", (int)part.Kind);
        var written = await insert.ExecuteNonQueryAsync(cancellation);
        if (written == 0)
            yield break;
        Written += written;

        // Sorted as the table is kept: without the kind in its place SQLite sorts the rows once more.
        var read = context.Command(
            $"""
            SELECT {MovingRows.FromRecord} FROM changed_credentials
            WHERE change_id = @gh_change AND kind = @gh_kind AND identity_kind = @gh_identity AND move IN ({string.Join(", ", Moves(part.Aspect).Select(move => (int)move))})
            ORDER BY mcp_client_id, identity_kind, identity_id, kind, credential_id
            """);
        KeptStatement.Set(read, "@gh_change", changeId);
        KeptStatement.Set(read, "@gh_kind", (int)part.Kind);
        KeptStatement.Set(read, "@gh_identity", (int)part.Identity);
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var rows = new MovingReader(reader, part);
        while (await reader.ReadAsync(cancellation))
        {
            var row = rows.Row;
            Add(row);
            yield return row;
        }
    }

    /// <summary>Hashes of the rows written and of these grants, as <see cref="RecordReader"/> reads them from the tables.</summary>
    public (string Rows, string Grants) End(IReadOnlyList<GrantChange> grants)
    {
        var rows = hash.End();
        foreach (var grant in grants)
        {
            hash.Add(grant.VirtualKeyId);
            hash.Add(grant.McpClientId);
            hash.Add(grant.Before?.Json);
            hash.Add(grant.After?.Json);
        }
        return (rows, hash.End());
    }

    public void Dispose() => hash.Dispose();

    private void Add(Transition row)
    {
        hash.Add((long)row.Kind);
        hash.Add(row.McpClientId);
        hash.Add((long)row.IdentityKind);
        hash.Add(row.IdentityId);
        hash.Add(row.Id);
        hash.Add((long)row.Move);
        hash.Add((long)row.Reason);
        hash.Add((long)row.From);
    }

    /// <summary>The moves of rows that were asked this.</summary>
    private static Move[] Moves(Aspect aspect) => aspect switch
    {
        Aspect.HeaderNames => [Move.NeedsUpdate, Move.Healthy],
        Aspect.Deletion => [Move.Delete],
        _ => [Move.Orphan, Move.Reactivate, Move.Drop],
    };
}
