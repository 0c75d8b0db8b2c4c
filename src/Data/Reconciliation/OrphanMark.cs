using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>The only place that changes the orphan mark of stored credentials (a house rule holds it here).</summary>
internal static class OrphanMark
{
    /// <summary>
    /// Sets the mark where it is not set and takes it where it is, on exactly the credentials that the change recorded: those whose
    /// mark is wrong. One statement a table; returns how many rows.
    /// </summary>
    public static async Task<int> FlipAsync(DashboardDbContext db, long changeId, DateTimeOffset at, CancellationToken cancellation)
    {
        var mark = at.ToUnixTimeMilliseconds();
        return await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE oauth_tokens SET
               orphaned_by_change_id = CASE WHEN orphaned_at IS NULL THEN {changeId} END,
               orphaned_at = CASE WHEN orphaned_at IS NULL THEN {mark} END
             WHERE (mcp_client_id, identity_kind, identity_id) IN (
               SELECT mcp_client_id, identity_kind, identity_id FROM changed_credentials WHERE change_id = {changeId} AND kind = 1 AND move IN (1, 2))
             """, cancellation) +
            await db.Database.ExecuteSqlAsync(
            $"""
             UPDATE header_credentials SET
               orphaned_by_change_id = CASE WHEN orphaned_at IS NULL THEN {changeId} END,
               orphaned_at = CASE WHEN orphaned_at IS NULL THEN {mark} END
             WHERE (mcp_client_id, identity_kind, identity_id) IN (
               SELECT mcp_client_id, identity_kind, identity_id FROM changed_credentials WHERE change_id = {changeId} AND kind = 2 AND move IN (1, 2))
             """, cancellation);
    }
}
