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
    public static HashSet<(CredentialKind, long, Move)> Moves(World world, Edit edit)
    {
        var after = After(world, edit);
        var moves = new HashSet<(CredentialKind, long, Move)>();

        foreach (var (kind, row) in All(world).Where(each => Goes(each.Row)))
            moves.Add((kind, row.Id, Move.Delete));
        if (edit is Edit.RevokeCredentials or Edit.Purge)
            return PlainRemovals.Of(world, edit);
        if (edit is Edit.HeaderKeys asked)
            foreach (var row in world.Headers.Where(row => row.McpClientId == Client(world, asked.McpClientId).Id))
                HeaderNames(row, asked);
        foreach (var row in world.Tokens.Where(InScope))
            Credential(CredentialKind.OAuthToken, row);
        foreach (var row in world.Headers.Where(InScope))
            Credential(CredentialKind.HeaderCredential, row);
        foreach (var row in world.OAuthFlows.Where(row => InScope(row) && row.Status == FlowStatus.Pending && !Covered(row)))
            moves.Add((CredentialKind.OAuthFlow, row.Id, Move.Drop));
        foreach (var row in world.HeaderFlows.Where(row => InScope(row) && row.Status == FlowStatus.Pending && !Covered(row)))
            moves.Add((CredentialKind.HeaderFlow, row.Id, Move.Drop));
        return moves;

        bool Goes(IdentityKeyed row) => edit switch
        {
            Edit.DeleteMcpClient client => row.McpClientId == Client(world, client.McpClientId).Id,
            Edit.DeleteVirtualKey key => row.IdentityKind == IdentityKind.VirtualKey && row.IdentityId == Key(world, key.VirtualKeyId).Id,
            Edit.DeleteUser gone => (row.IdentityKind == IdentityKind.User && row.IdentityId == User(world, gone))
                || (row.IdentityKind == IdentityKind.VirtualKey && world.Keys.Any(key => key.Id == row.IdentityId && key.OwnerUserId == User(world, gone))),
            _ => false,
        };

        void HeaderNames(HeaderCredential row, Edit.HeaderKeys names)
        {
            var lacks = names.PerUserHeaderKeys.Any(name => !World.NameSets[row.HeaderNameSetId - 1].Contains(name.Trim().ToLowerInvariant()));
            if (lacks && row.Health == CredentialHealth.Healthy)
                moves.Add((CredentialKind.HeaderCredential, row.Id, Move.NeedsUpdate));
            if (!lacks && row.Health == CredentialHealth.NeedsUpdate)
                moves.Add((CredentialKind.HeaderCredential, row.Id, Move.Healthy));
        }

        bool InScope(IdentityKeyed row)
        {
            if (row.IdentityKind == IdentityKind.Session || edit is Edit.DeleteMcpClient or Edit.DeleteUser)
                return false;
            if (edit is Edit.DeleteVirtualKey delete)
                return row.IdentityKind == IdentityKind.User && PeopleOf(world, Key(world, delete.VirtualKeyId)).Contains(row.IdentityId);
            if (edit is Edit.HeaderKeys names)
                return row.McpClientId == Client(world, names.McpClientId).Id;
            if (edit is Edit.Repair)
                return true;
            if (edit is Edit.Sharing sharing)
                return row.McpClientId == Client(world, sharing.McpClientId).Id;
            if (edit is Edit.Bulk bulk)
                return Asked(world, bulk).Any(pair => pair.Client == row.McpClientId && OfKeyOrItsPeople(row, pair.Key, world));
            if (PlainDirectory.InScope(world, after, edit, row) is { } asked)
                return asked;
            return Keys(world, edit).Any(key => (row.IdentityKind == IdentityKind.VirtualKey && row.IdentityId == key.Id)
                || (row.IdentityKind == IdentityKind.User && PeopleOf(world, key).Contains(row.IdentityId)));
        }

        bool Covered(IdentityKeyed row)
        {
            if (row.IdentityKind == IdentityKind.VirtualKey)
                return KeyCovered(after, row.IdentityId, row.McpClientId);
            foreach (var owned in after.Keys)
                if (PeopleOf(after, owned).Contains(row.IdentityId) && KeyCovered(after, owned.Id, row.McpClientId))
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

    /// <summary>Whether the world as it stands covers a key or a user for a client.</summary>
    public static bool Covers(World world, IdentityKind kind, int identity, int client) => kind == IdentityKind.VirtualKey
        ? KeyCovered(world, identity, client)
        : world.Keys.Any(key => PeopleOf(world, key).Contains(identity) && KeyCovered(world, key.Id, client));

    /// <summary>The world with the edit's policy in it.</summary>
    private static World After(World world, Edit edit)
    {
        var grants = world.Grants.ToDictionary(grant => (grant.VirtualKeyId, grant.McpClientId), grant => grant.Tools);
        var (clients, keys) = (world.Clients, world.Keys);
        switch (edit)
        {
            case Edit.Allowlist allowlist:
                var key = Keys(world, edit).Single().Id;
                if (allowlist.Set is not null)
                    foreach (var pair in grants.Keys.Where(pair => pair.VirtualKeyId == key).ToArray())
                        grants.Remove(pair);
                foreach (var asked in (allowlist.Set ?? []).Concat(allowlist.Add ?? []))
                    grants[(key, Client(world, asked.McpClientId).Id)] = ToolList.Of(asked.ToolsToExecute);
                foreach (var removed in allowlist.Remove ?? [])
                    grants.Remove((key, Client(world, removed).Id));
                break;
            case Edit.Sharing sharing:
                var shared = Client(world, sharing.McpClientId);
                foreach (var asked in sharing.Add ?? [])
                    grants[(Key(world, asked.VirtualKeyId).Id, shared.Id)] = ToolList.Of(asked.ToolsToExecute);
                foreach (var removed in sharing.Remove ?? [])
                    grants.Remove((Key(world, removed).Id, shared.Id));
                var allKeys = sharing.AllowOnAllVirtualKeys ?? shared.AllowOnAllVirtualKeys;
                clients = [.. clients.Select(client => client.Id == shared.Id ? Support.Some.McpClient(client.Id, allKeys: allKeys, headers: [.. client.PerUserHeaderKeys]) : client)];
                break;
            case Edit.DeleteVirtualKey delete:
                keys = [.. keys.Where(key => key.PublicId != delete.VirtualKeyId)];
                break;
            case Edit.Bulk { Rows: { } rows }:
                foreach (var row in rows)
                {
                    var pair = (Key(world, row.VirtualKeyId).Id, Client(world, row.McpClientId).Id);
                    grants.Remove(pair);
                    if (row.Action == BulkAction.Grant)
                        grants[pair] = ToolList.Of(row.ToolsToExecute!);
                }
                break;
            case Edit.Bulk bulk:
                foreach (var each in Keys(world, edit))
                {
                    foreach (var asked in bulk.Grant!)
                        grants[(each.Id, Client(world, asked.McpClientId).Id)] = ToolList.Of(asked.ToolsToExecute);
                    foreach (var removed in bulk.Revoke!)
                        grants.Remove((each.Id, Client(world, removed).Id));
                }
                break;
        }
        return PlainDirectory.After(world, edit) with
        {
            Keys = edit is Edit.Owner or Edit.DeleteGroup ? PlainDirectory.After(world, edit).Keys : keys,
            Clients = clients,
            Grants = [.. grants.Select(pair => new Grant { VirtualKeyId = pair.Key.VirtualKeyId, McpClientId = pair.Key.McpClientId, Tools = pair.Value })],
        };
    }

    /// <summary>The keys and clients a bulk edit names.</summary>
    private static IEnumerable<(VirtualKey Key, int Client)> Asked(World world, Edit.Bulk bulk) => bulk.Rows is { } rows
        ? rows.Select(row => (Key(world, row.VirtualKeyId), Client(world, row.McpClientId).Id))
        : from key in Keys(world, bulk)
          from client in bulk.Grant!.Select(grant => grant.McpClientId).Concat(bulk.Revoke!)
          select (key, Client(world, client).Id);

    private static bool OfKeyOrItsPeople(IdentityKeyed row, VirtualKey key, World world) =>
        (row.IdentityKind == IdentityKind.VirtualKey && row.IdentityId == key.Id)
        || (row.IdentityKind == IdentityKind.User && PeopleOf(world, key).Contains(row.IdentityId));

    /// <summary>The keys an edit of keys is about.</summary>
    private static IEnumerable<VirtualKey> Keys(World world, Edit edit) => edit switch
    {
        Edit.Allowlist allowlist => [Key(world, allowlist.VirtualKeyId)],
        Edit.Bulk { Rows: { } rows } => world.Keys.Where(key => rows.Any(row => row.VirtualKeyId == key.PublicId)),
        Edit.Bulk { Who: { } who } => world.Keys.Where(key => who.All
            || (who.VirtualKeyIds ?? []).Contains(key.PublicId)
            || world.Users.Any(user => user.Id == key.OwnerUserId && (who.UserIds ?? []).Contains(user.PublicId))
            || world.Groups.Any(group => (who.GroupIds ?? []).Contains(group.PublicId)
                && (key.OwnerGroupId == group.Id || world.Members.Any(member => member.GroupId == group.Id && member.UserId == key.OwnerUserId)))),
        _ => [],
    };

    private static IEnumerable<(CredentialKind Kind, IdentityKeyed Row)> All(World world) =>
        world.Tokens.Select(row => (CredentialKind.OAuthToken, (IdentityKeyed)row))
            .Concat(world.Headers.Select(row => (CredentialKind.HeaderCredential, (IdentityKeyed)row)))
            .Concat(world.OAuthFlows.Select(row => (CredentialKind.OAuthFlow, (IdentityKeyed)row)))
            .Concat(world.HeaderFlows.Select(row => (CredentialKind.HeaderFlow, (IdentityKeyed)row)));

    private static int User(World world, Edit.DeleteUser edit) => world.Users.Single(user => user.PublicId == edit.UserId).Id;

    internal static VirtualKey Key(World world, string id) => world.Keys.Single(row => row.PublicId == id);

    internal static McpClient Client(World world, string id) => world.Clients.Single(row => row.ClientId == id);

    internal static HashSet<int> PeopleOf(World world, VirtualKey key)
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
