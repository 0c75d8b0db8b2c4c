using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>An access profile: what it names, whether it is active, whom it is given to; and its end.</summary>
internal static class ProfileEdit
{
    public static async Task<ResolvedEdit?> ProposeAsync(Asked asked, Edit.Profile edit)
    {
        if (edit is { IsActive: null, Set: null, Add: null, Remove: null, Assigned: null, Give: null, Take: null })
            asked.Refuse("empty_edit", "edit", "Say what to change: \"is_active\", \"set\", \"add\", \"remove\", \"assigned\", \"give\" or \"take\".");
        if (edit.Set is not null && (edit.Add is not null || edit.Remove is not null))
            asked.Refuse("contradiction", "set", "\"set\" replaces the whole content and cannot stand beside \"add\" or \"remove\".");
        if (edit.Assigned is not null && (edit.Give is not null || edit.Take is not null))
            asked.Refuse("contradiction", "assigned", "\"assigned\" replaces all whom the profile is given to and cannot stand beside \"give\" or \"take\".");
        if (await FindAsync(asked, edit.ProfileId) is not { } profile)
            return null;
        var content = await ContentAsync(asked, edit, profile.Id);
        var (given, standing) = await ProfileAssignees.ChangesAsync(asked, edit, profile.Id);
        if (asked.Errors.Count > 0)
            return null;
        var change = new ProfileChange(profile.Id, edit.IsActive == profile.IsActive ? null : edit.IsActive, content, [.. given.Select(one => one.Change)]);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [Named(profile)],
            Profile = change.Count == 0 ? null : change,
            Scope = await ScopeAsync(asked, profile.Id, change, standing),
            Policy = await WordsAsync(asked, profile.Name, change, given),
            Reasons = new(Reason.ProfileNoLongerGrants, Reason.ProfileGrants),
            Inverse = change.Count == 0 ? null : await InverseAsync(asked, edit.ProfileId, change, given),
        };
    }

    public static async Task<ResolvedEdit?> DeleteAsync(Asked asked, Edit.DeleteProfile edit)
    {
        if (await FindAsync(asked, edit.ProfileId) is not { } profile)
            return null;
        // To cover a profile that is gone is one that is not active.
        var change = new ProfileChange(profile.Id, false, [], []);
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [Named(profile)],
            Profile = change,
            Deletion = new(ObjectKind.AccessProfile, profile.Id, [], Scope.Nothing, Reason.ProfileNoLongerGrants),
            Scope = await ScopeAsync(asked, profile.Id, change, await ProfileAssignees.StandingAsync(asked, profile.Id)),
            Policy = [PolicyLines.Deleted($"Access profile {profile.Name}")],
            Reasons = new(Reason.ProfileNoLongerGrants, Reason.ProfileNoLongerGrants),
        };
    }

    private static EditedObject Named(AccessProfile profile) => new(ObjectKind.AccessProfile, profile.Id, profile.Name, $"{profile.Version} {profile.IsActive}");

    private static async Task<AccessProfile?> FindAsync(Asked asked, string id)
    {
        var profile = await asked.Db.AccessProfiles.AsNoTracking().FirstOrDefaultAsync(row => row.PublicId == id, asked.Cancellation);
        if (profile is null)
            asked.RefuseUnknown("unknown_profile", "profile_id", $"There is no access profile \"{id}\". It may have been deleted; reload the list.");
        return profile;
    }

    private static async Task<IReadOnlyList<ContentChange>> ContentAsync(Asked asked, Edit.Profile edit, int profile)
    {
        var granted = (edit.Set ?? []).Concat(edit.Add ?? []).ToArray();
        string[] named = [.. granted.Select(grant => grant.McpClientId), .. edit.Remove ?? []];
        asked.RefuseTwice(named, "mcp_client_id", "MCP client");
        var clients = await asked.ClientsAsync(named);
        var tools = granted.Select(grant => asked.Tools(grant.ToolsToExecute, grant.McpClientId)).ToArray();
        if (asked.Errors.Count > 0)
            return [];
        var standing = await asked.Db.ProfileGrants.Where(row => row.ProfileId == profile).Select(row => new { row.McpClientId, row.Tools })
            .ToDictionaryAsync(row => row.McpClientId, row => row.Tools, asked.Cancellation);
        var wanted = new Dictionary<int, ToolList?>();
        foreach (var (grant, list) in granted.Zip(tools))
            wanted[clients[grant.McpClientId]] = list;
        foreach (var id in edit.Remove ?? [])
            wanted[clients[id]] = null;
        if (edit.Set is not null)
            foreach (var id in standing.Keys)
                wanted.TryAdd(id, null);
        ContentChange[] changes = [.. wanted.Select(pair => new ContentChange(pair.Key, standing.GetValueOrDefault(pair.Key), pair.Value))
            .Where(change => change.Before != change.After).OrderBy(change => change.McpClientId)];
        asked.RefuseOddTools(changes.Select(change => (change.Before, change.After)));
        return changes;
    }

    /// <summary>The clients that the profile names before or after, of every key that has it before or after, and of their people.</summary>
    private static async Task<Scope> ScopeAsync(Asked asked, int profile, ProfileChange change, IReadOnlyCollection<GivenChange> standing)
    {
        var db = asked.Db;
        int[] clients = [.. (await db.ProfileGrants.Where(row => row.ProfileId == profile).Select(row => row.McpClientId).ToArrayAsync(asked.Cancellation))
            .Concat(change.Content.Select(content => content.McpClientId)).Distinct().Order()];
        int[] keys = [.. Ids(ObjectKind.VirtualKey).Union(await asked.KeysOfAsync(Ids(ObjectKind.User), Ids(ObjectKind.Group))).Order()];
        return keys.Length == 0 || clients.Length == 0 ? Scope.Nothing : Scope.Of(keys, await asked.PeopleAsync(keys), clients);

        int[] Ids(ObjectKind kind) => [.. standing.Concat(change.Given).Where(given => given.Kind == kind).Select(given => given.Id).Distinct()];
    }

    private static async Task<IReadOnlyList<PolicyLine>> WordsAsync(
        Asked asked, string profile, ProfileChange change, IReadOnlyList<(GivenChange Change, string PublicId)> given)
    {
        var ids = change.Content.Take(PolicyLine.Shown).Select(content => content.McpClientId).ToArray();
        var clients = await asked.Db.McpClients.Where(client => ids.Contains(client.Id))
            .Select(client => new { client.Id, client.Name, client.Tools }).ToDictionaryAsync(client => client.Id, asked.Cancellation);
        var names = await ProfileAssignees.NamesAsync(asked, [.. given.Take(PolicyLine.Shown).Select(one => one.Change)]);
        var lines = change.Content.Take(PolicyLine.Shown).Select(content => PolicyLines.Of(content, clients[content.McpClientId].Name, clients[content.McpClientId].Tools, profile))
            .Concat(given.Take(PolicyLine.Shown).Select(one => PolicyLines.Given(profile, one.Change, names[(one.Change.Kind, one.Change.Id)])));
        return [.. (change.IsActive is { } active ? lines.Prepend(PolicyLines.Active(profile, active)) : lines).Take(PolicyLine.Shown)];
    }

    private static async Task<Edit> InverseAsync(Asked asked, string profile, ProfileChange change, IReadOnlyList<(GivenChange Change, string PublicId)> given)
    {
        var ids = change.Content.Select(content => content.McpClientId).ToArray();
        var clients = await asked.Db.McpClients.Where(client => ids.Contains(client.Id)).ToDictionaryAsync(client => client.Id, client => client.ClientId, asked.Cancellation);
        return new Edit.Profile(
            profile,
            change.IsActive is { } active ? !active : null,
            Add: [.. change.Content.Where(content => content.Before is not null).Select(content => new ClientTools(clients[content.McpClientId], content.Before!.Names))],
            Remove: [.. change.Content.Where(content => content.Before is null).Select(content => clients[content.McpClientId])],
            Give: ProfileAssignees.Public(given.Where(one => !one.Change.IsGiven)),
            Take: ProfileAssignees.Public(given.Where(one => one.Change.IsGiven)));
    }
}
