using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>
/// The law once more, in plain loops and written from docs/reconciliation.md alone: it shares no line with the product, so that both
/// being wrong in the same way is unlikely.
/// </summary>
public static class PlainOracle
{
    /// <summary>Every row that <paramref name="edit"/> must move, as (table, id, what happens).</summary>
    public static HashSet<(CredentialKind, long, Move)> Moves(World world, Edit.Allowlist edit)
    {
        var key = world.Keys.Single(row => row.PublicId == edit.VirtualKeyId);
        var after = After(world, key.Id, edit);
        var people = PeopleOf(world, key);
        var moves = new HashSet<(CredentialKind, long, Move)>();

        foreach (var row in world.Tokens.Where(InScope))
            Credential(CredentialKind.OAuthToken, row);
        foreach (var row in world.Headers.Where(InScope))
            Credential(CredentialKind.HeaderCredential, row);
        foreach (var row in world.OAuthFlows.Where(row => InScope(row) && row.Status == FlowStatus.Pending && !Covered(row)))
            moves.Add((CredentialKind.OAuthFlow, row.Id, Move.Drop));
        foreach (var row in world.HeaderFlows.Where(row => InScope(row) && row.Status == FlowStatus.Pending && !Covered(row)))
            moves.Add((CredentialKind.HeaderFlow, row.Id, Move.Drop));
        return moves;

        bool InScope(IdentityKeyed row) =>
            (row.IdentityKind == IdentityKind.VirtualKey && row.IdentityId == key.Id)
            || (row.IdentityKind == IdentityKind.User && people.Contains(row.IdentityId));

        bool Covered(IdentityKeyed row)
        {
            if (row.IdentityKind == IdentityKind.VirtualKey)
                return KeyCovered(after, row.IdentityId, row.McpClientId);
            foreach (var owned in world.Keys)
                if (PeopleOf(world, owned).Contains(row.IdentityId) && KeyCovered(after, owned.Id, row.McpClientId))
                    return true;
            return false;
        }

        void Credential(CredentialKind kind, Credential row)
        {
            if (row.Status == CredentialStatus.Orphaned && Covered(row))
                moves.Add((kind, row.Id, Move.Reactivate));
            if (row.Status != CredentialStatus.Orphaned && !Covered(row))
                moves.Add((kind, row.Id, Move.Orphan));
        }
    }

    private static World After(World world, int key, Edit.Allowlist edit)
    {
        var grants = world.Grants.Where(grant => grant.VirtualKeyId != key).ToList();
        var own = world.Grants.Where(grant => grant.VirtualKeyId == key).ToDictionary(grant => grant.McpClientId, grant => grant.Tools);
        if (edit.Set is not null)
            own.Clear();
        foreach (var asked in (edit.Set ?? []).Concat(edit.Add ?? []))
            own[world.Clients.Single(client => client.ClientId == asked.McpClientId).Id] = ToolList.Of(asked.ToolsToExecute);
        foreach (var removed in edit.Remove ?? [])
            own.Remove(world.Clients.Single(client => client.ClientId == removed).Id);
        grants.AddRange(own.Select(pair => new Grant { VirtualKeyId = key, McpClientId = pair.Key, Tools = pair.Value }));
        return world with { Grants = grants };
    }

    private static HashSet<int> PeopleOf(World world, VirtualKey key)
    {
        if (key.OwnerUserId is { } user)
            return [user];
        if (key.OwnerGroupId is { } group)
            return [.. world.Members.Where(member => member.GroupId == group).Select(member => member.UserId)];
        return [];
    }

    private static bool KeyCovered(World world, int keyId, int client)
    {
        var key = world.Keys.Single(row => row.Id == keyId);
        var sources = world.Grants.Where(grant => grant.VirtualKeyId == keyId && grant.McpClientId == client).Select(grant => grant.Tools).ToList();
        foreach (var profile in world.Profiles.Where(profile => profile.IsActive))
        {
            var has = false;
            foreach (var given in world.Assignments.Where(given => given.ProfileId == profile.Id))
            {
                has |= given.VirtualKeyId == keyId;
                has |= given.UserId is not null && given.UserId == key.OwnerUserId;
                has |= given.GroupId is not null && given.GroupId == key.OwnerGroupId;
                has |= given.GroupId is not null && key.OwnerUserId is not null
                    && world.Members.Any(member => member.GroupId == given.GroupId && member.UserId == key.OwnerUserId);
            }
            if (has)
                sources.AddRange(world.ProfileGrants.Where(grant => grant.ProfileId == profile.Id && grant.McpClientId == client).Select(grant => grant.Tools));
        }
        if (sources.Count == 0)
            return world.Clients.Single(row => row.Id == client).AllowOnAllVirtualKeys;
        return sources.Any(tools => tools.Names.Count > 0);
    }
}
