using Gatehouse.Data.History;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Writes a proposal's policy difference, and what it was before, with statements whose number does not grow with it.</summary>
internal static class PolicyWriter
{
    public static async Task WriteAsync(
        DashboardDbContext db, Proposal proposal, long changeId, DateTimeOffset now, CancellationToken cancellation)
    {
        await RecordObjectsAsync(db, proposal, changeId, cancellation);
        await Concerned.RecordAsync(db, proposal, changeId, cancellation);
        // The difference stands in the plan's tables: so many statements for one grant as for twenty thousand.
        foreach (var (written, statement) in Statements(proposal, changeId))
            if (written)
                await db.Database.ExecuteSqlAsync(statement, cancellation);
        if (proposal.Switch is { } allKeys)
            await db.McpClients.Where(client => client.Id == allKeys.McpClientId).ExecuteUpdateAsync(
                set => set.SetProperty(client => client.AllowOnAllVirtualKeys, allKeys.After), cancellation);
        if (proposal.HeaderNames is { Changes: true } names)
            await db.McpClients.Where(client => client.Id == names.McpClientId).ExecuteUpdateAsync(
                set => set.SetProperty(client => client.PerUserHeaderKeys, names.After), cancellation);
        if (proposal.Profile is { IsActive: { } active } profile)
            await db.AccessProfiles.Where(row => row.Id == profile.ProfileId).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsActive, active), cancellation);
        // Also when only drift was healed: the version is what tells this plan from the next one like it.
        var keys = proposal.Named(ObjectKind.VirtualKey).Concat(proposal.Grants.Select(change => change.VirtualKeyId)).Distinct().ToArray();
        var profiles = proposal.Named(ObjectKind.AccessProfile);
        var clients = proposal.Named(ObjectKind.McpClient);
        await db.VirtualKeys.Where(key => keys.Contains(key.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.Version, key => key.Version + 1).SetProperty(key => key.UpdatedAt, now), cancellation);
        await db.McpClients.Where(client => clients.Contains(client.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(client => client.Version, client => client.Version + 1).SetProperty(client => client.UpdatedAt, now), cancellation);
        await db.AccessProfiles.Where(profile => profiles.Contains(profile.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(profile => profile.Version, profile => profile.Version + 1).SetProperty(profile => profile.UpdatedAt, now), cancellation);
        if (proposal.Deletion is { } deletion)
            await Deletions.WriteAsync(db, deletion, changeId, cancellation);
    }

    /// <summary>Which objects the change named, so that each finds its changes; keys whose grants changed are found by those.</summary>
    private static async Task RecordObjectsAsync(DashboardDbContext db, Proposal proposal, long changeId, CancellationToken cancellation)
    {
        db.ChangedObjects.AddRange(proposal.Objects
            .Where(named => named.Kind != ObjectKind.VirtualKey || proposal.Grants.Count == 0 || proposal.Deletion is not null)
            .Select(named => (named.Kind, named.Id)).Concat(proposal.Removal?.Concerns ?? [])
            .Select(named => new ChangedObject { ChangeId = changeId, Kind = named.Kind, ObjectId = named.Id }));
        await db.SaveChangesAsync(cancellation);
    }

    private static IEnumerable<(bool Written, FormattableString Statement)> Statements(Proposal proposal, long changeId)
    {
        var (grants, owners, members) = (proposal.Grants.Count > 0, proposal.Owners.Count > 0, proposal.Members.Count > 0);
        var (content, given) = (proposal.Profile is { Content.Count: > 0 }, proposal.Profile is { Given.Count: > 0 });
        yield return (grants, $"""
            INSERT INTO changed_grants (change_id, virtual_key_id, mcp_client_id, before, after)
            SELECT {changeId}, plan.virtual_key_id, plan.mcp_client_id, grants.tools, plan.tools
            FROM plan_grants AS plan LEFT JOIN grants ON grants.virtual_key_id = plan.virtual_key_id AND grants.mcp_client_id = plan.mcp_client_id
            """);
        yield return (grants, $"DELETE FROM grants WHERE (virtual_key_id, mcp_client_id) IN (SELECT virtual_key_id, mcp_client_id FROM plan_grants WHERE tools IS NULL)");
        yield return (grants, $"""
            INSERT INTO grants (virtual_key_id, mcp_client_id, tools) SELECT virtual_key_id, mcp_client_id, tools FROM plan_grants WHERE tools IS NOT NULL
            ON CONFLICT DO UPDATE SET tools = excluded.tools
            """);
        yield return (owners, $"""
            UPDATE virtual_keys SET owner_user_id = plan.user_id, owner_group_id = plan.group_id
            FROM plan_keys AS plan WHERE plan.virtual_key_id = virtual_keys.id AND plan.stays
            """);
        yield return (members, $"INSERT INTO group_members (group_id, user_id) SELECT group_id, user_id FROM plan_members WHERE is_member");
        yield return (members, $"DELETE FROM group_members WHERE (group_id, user_id) IN (SELECT group_id, user_id FROM plan_members WHERE NOT is_member)");
        yield return (content, $"DELETE FROM profile_grants WHERE (profile_id, mcp_client_id) IN (SELECT profile_id, mcp_client_id FROM plan_content)");
        yield return (content, $"INSERT INTO profile_grants (profile_id, mcp_client_id, tools) SELECT profile_id, mcp_client_id, tools FROM plan_content WHERE tools IS NOT NULL");
        yield return (given, $"""
            DELETE FROM profile_assignments WHERE id IN (
              SELECT given.id FROM profile_assignments AS given JOIN plan_given AS plan ON plan.profile_id = given.profile_id AND NOT plan.is_given
                AND (plan.virtual_key_id = given.virtual_key_id OR plan.user_id = given.user_id OR plan.group_id = given.group_id))
            """);
        yield return (given, $"""
            INSERT INTO profile_assignments (profile_id, virtual_key_id, user_id, group_id)
            SELECT profile_id, virtual_key_id, user_id, group_id FROM plan_given WHERE is_given
            """);
    }
}
