using Gatehouse.Data.History;
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
        if (proposal.Switch is { } allKeys)
            await db.McpClients.Where(client => client.Id == allKeys.McpClientId).ExecuteUpdateAsync(
                set => set.SetProperty(client => client.AllowOnAllVirtualKeys, allKeys.After), cancellation);
        if (proposal.HeaderNames is { Changes: true } names)
            await db.McpClients.Where(client => client.Id == names.McpClientId).ExecuteUpdateAsync(
                set => set.SetProperty(client => client.PerUserHeaderKeys, names.After), cancellation);
        await RecordObjectsAsync(db, proposal, changeId, cancellation);
        // Also when only drift was healed: the version is what tells this plan from the next one like it.
        var keys = proposal.Named(ObjectKind.VirtualKey).Concat(proposal.Grants.Select(change => change.VirtualKeyId)).Distinct().ToArray();
        var clients = proposal.Named(ObjectKind.McpClient);
        await db.VirtualKeys.Where(key => keys.Contains(key.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.Version, key => key.Version + 1).SetProperty(key => key.UpdatedAt, now), cancellation);
        await db.McpClients.Where(client => clients.Contains(client.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(client => client.Version, client => client.Version + 1).SetProperty(client => client.UpdatedAt, now), cancellation);
        if (proposal.Deletion is { } deletion)
            await Deletions.WriteAsync(db, deletion, changeId, cancellation);
    }

    /// <summary>Which objects the change named, so that each finds its changes; keys whose grants changed are found by those.</summary>
    private static async Task RecordObjectsAsync(DashboardDbContext db, Proposal proposal, long changeId, CancellationToken cancellation)
    {
        db.ChangedObjects.AddRange(proposal.Objects
            .Where(named => named.Kind != ObjectKind.VirtualKey || proposal.Grants.Count == 0 || proposal.Deletion is not null)
            .Select(named => new ChangedObject { ChangeId = changeId, Kind = named.Kind, ObjectId = named.Id }));
        await db.SaveChangesAsync(cancellation);
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
