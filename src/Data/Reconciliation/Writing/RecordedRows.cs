using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Engines;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>Moves exactly the rows that a change recorded, with one statement for each table and move that the plan counted.</summary>
internal static class RecordedRows
{
    /// <summary>Returns how many rows it moved.</summary>
    public static async Task<int> MoveAsync(WriteStep step, Plan plan, long changeId, CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var (kind, moves) in plan.Tallies.GroupBy(tally => tally.Kind, tally => tally.Transition).Select(group => (group.Key, group.ToHashSet())))
        {
            if (moves.Contains(Move.Orphan) || moves.Contains(Move.Reactivate))
                moved += await OrphanMark.FlipAsync(step, kind, changeId, cancellation);
            if (moves.Contains(Move.NeedsUpdate) || moves.Contains(Move.Healthy))
                moved += await TurnHealthAsync(step, changeId, cancellation);
            if (moves.Contains(Move.Drop) || moves.Contains(Move.Delete))
                moved += await DeleteAsync(step, kind, changeId, cancellation);
        }
        return moved;
    }

    /// <summary>The rows recorded of one kind: their clustering keys, as a subquery with the change as its first parameter.</summary>
    public static string Keys(CredentialKind kind, params Move[] moves) =>
        $"(SELECT mcp_client_id, identity_kind, identity_id FROM changed_credentials WHERE change_id = {{0}} AND kind = {(int)kind} AND move IN ({string.Join(", ", moves.Select(move => (int)move))}))";

    /// <summary>Runs a statement whose text is made of names of ours and whose values are parameters.</summary>
    public static Task<int> RunAsync(WriteStep step, string sql, CancellationToken cancellation, params object[] values) =>
        step.Db.Database.ExecuteSqlRawAsync(sql, values, cancellation);

    private static Task<int> TurnHealthAsync(WriteStep step, long changeId, CancellationToken cancellation) =>
        RunAsync(
            step, $"UPDATE header_credentials SET health = CASE health WHEN 1 THEN 3 ELSE 1 END WHERE (mcp_client_id, identity_kind, identity_id) IN {Keys(CredentialKind.HeaderCredential, Move.NeedsUpdate, Move.Healthy)}",
            cancellation, changeId);

    /// <summary>Credentials go with their secrets; of a flow's identity and client there can be several, so its id tells it.</summary>
    private static async Task<int> DeleteAsync(WriteStep step, CredentialKind kind, long changeId, CancellationToken cancellation)
    {
        var ids = $"(SELECT credential_id FROM changed_credentials WHERE change_id = {{0}} AND kind = {(int)kind} AND move IN ({(int)Move.Drop}, {(int)Move.Delete}))";
        var facts = CredentialFacts.Of(kind);
        if (facts.IsFlow)
            return await RunAsync(step, $"DELETE FROM {facts.Table} WHERE id IN {ids}", cancellation, changeId);
        await RunAsync(step, $"DELETE FROM {facts.Secrets} WHERE id IN {ids}", cancellation, changeId);
        return await RunAsync(step, $"DELETE FROM {facts.Table} WHERE (mcp_client_id, identity_kind, identity_id) IN {Keys(kind, Move.Delete)}", cancellation, changeId);
    }
}
