using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Engines;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>The only place that changes the orphan mark of stored credentials (a house rule holds it here).</summary>
internal static class OrphanMark
{
    /// <summary>
    /// Sets the mark where it is not set and takes it where it is, on exactly the credentials of one kind that the change recorded:
    /// those whose mark is wrong. Returns how many rows.
    /// </summary>
    public static Task<int> FlipAsync(WriteStep step, CredentialKind kind, long changeId, CancellationToken cancellation) =>
        RecordedRows.RunAsync(
            step,
            $$"""
             UPDATE {{CredentialFacts.Of(kind).Table}} SET
               orphaned_by_change_id = CASE WHEN orphaned_at IS NULL THEN {0} END,
               orphaned_at = CASE WHEN orphaned_at IS NULL THEN {1} END
             WHERE (mcp_client_id, identity_kind, identity_id) IN {{RecordedRows.Keys(kind, Move.Orphan, Move.Reactivate)}}
             """, cancellation, changeId, step.Now.ToUnixTimeMilliseconds());
}
