using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Writes a proposal's policy difference, and what it was before, with statements whose number does not grow with it.</summary>
internal static class PolicyWriter
{
    public static async Task WriteAsync(
        DashboardDbContext db, Proposal proposal, long changeId, DateTimeOffset now, CancellationToken cancellation)
    {
        if (proposal.Grants.Count > 0)
            await GrantsAsync(db, proposal.Grants, changeId, cancellation);
        // Also when only drift was healed: the version is what tells this plan from the next one like it.
        var keys = proposal.Keys.Select(key => key.Id).ToArray();
        await db.VirtualKeys.Where(key => keys.Contains(key.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.Version, key => key.Version + 1).SetProperty(key => key.UpdatedAt, now), cancellation);
    }

    private static async Task GrantsAsync(
        DashboardDbContext db, IReadOnlyList<GrantChange> changes, long changeId, CancellationToken cancellation)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(changes.Select(change =>
            new object?[] { change.VirtualKeyId, change.McpClientId, change.Before?.Json, change.After?.Json }));
        // One JSON parameter for the whole difference: three statements for one grant as for twenty thousand.
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO changed_grants (change_id, virtual_key_id, mcp_client_id, before, after)
             SELECT {changeId}, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]')
             FROM json_each({json})
             """, cancellation);
        var touched = changes.Select(change => change.Pair).ToArray();
        var keys = changes.Select(change => change.VirtualKeyId).Distinct().ToArray();
        await db.Grants
            .Where(grant => keys.Contains(grant.VirtualKeyId) && touched.Contains(grant.VirtualKeyId * 4294967296L + grant.McpClientId))
            .ExecuteDeleteAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO grants (virtual_key_id, mcp_client_id, tools)
             SELECT virtual_key_id, mcp_client_id, after FROM changed_grants WHERE change_id = {changeId} AND after IS NOT NULL
             """, cancellation);
    }
}
