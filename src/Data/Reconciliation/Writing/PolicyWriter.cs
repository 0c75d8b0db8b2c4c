using Gatehouse.Data.Engines;
using Gatehouse.Data.History;
using Gatehouse.Data.Reconciliation.Facets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>Writes a resolved edit's policy difference, and what it was before, with statements whose number does not grow with it.</summary>
internal static class PolicyWriter
{
    public static async Task WriteAsync(WriteStep step, ResolvedEdit resolved, long changeId, CancellationToken cancellation)
    {
        var (db, now) = (step.Db, step.Now);
        await RecordObjectsAsync(step, resolved, changeId, cancellation);
        await Concerned.RecordAsync(step, resolved, changeId, cancellation);
        // The difference stands in the plan's tables: so many statements for one grant as for twenty thousand.
        foreach (var statement in resolved.Difference.Facets.SelectMany(facet => facet.Writes))
            await RecordedRows.RunAsync(step, statement, cancellation, changeId);
        if (resolved.HeaderNames is { Changes: true } names)
            await db.McpClients.Where(client => client.Id == names.McpClientId).ExecuteUpdateAsync(
                set => set.SetProperty(client => client.PerUserHeaderKeys, names.After), cancellation);
        // Also when only drift was healed: the version is what tells this plan from the next one like it.
        var keys = resolved.Named(ObjectKind.VirtualKey).Concat(resolved.Grants.Select(change => change.VirtualKeyId)).Distinct().ToArray();
        var profiles = resolved.Named(ObjectKind.AccessProfile);
        var clients = resolved.Named(ObjectKind.McpClient);
        await db.VirtualKeys.Where(key => keys.Contains(key.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.Version, key => key.Version + 1).SetProperty(key => key.UpdatedAt, now), cancellation);
        await db.McpClients.Where(client => clients.Contains(client.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(client => client.Version, client => client.Version + 1).SetProperty(client => client.UpdatedAt, now), cancellation);
        await db.AccessProfiles.Where(profile => profiles.Contains(profile.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(profile => profile.Version, profile => profile.Version + 1).SetProperty(profile => profile.UpdatedAt, now), cancellation);
        if (resolved.Deletion is { } deletion)
            await Deletions.WriteAsync(step, deletion, changeId, cancellation);
    }

    /// <summary>Which objects the change named, so that each finds its changes; keys whose grants changed are found by those.</summary>
    private static async Task RecordObjectsAsync(WriteStep step, ResolvedEdit resolved, long changeId, CancellationToken cancellation)
    {
        step.Db.ChangedObjects.AddRange(resolved.Objects
            .Where(named => named.Kind != ObjectKind.VirtualKey || resolved.Grants.Count == 0 || resolved.Deletion is not null)
            .Select(named => (named.Kind, named.Id)).Concat(resolved.Removal?.Concerns ?? [])
            .Select(named => new ChangedObject { ChangeId = changeId, Kind = named.Kind, ObjectId = named.Id }));
        await step.Db.SaveChangesAsync(cancellation);
    }
}
