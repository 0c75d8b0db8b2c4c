using Gatehouse.Data.Credentials;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Gatehouse.Tests.Unit.Support;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>A small random company: everything cover depends on, credentials of every kind and status, drift included.</summary>
public sealed record World(
    IReadOnlyList<VirtualKey> Keys,
    IReadOnlyList<McpClient> Clients,
    IReadOnlyList<Grant> Grants,
    IReadOnlyList<User> Users,
    IReadOnlyList<Group> Groups,
    IReadOnlyList<GroupMember> Members,
    IReadOnlyList<AccessProfile> Profiles,
    IReadOnlyList<ProfileGrant> ProfileGrants,
    IReadOnlyList<ProfileAssignment> Assignments,
    IReadOnlyList<OAuthToken> Tokens,
    IReadOnlyList<HeaderCredential> Headers,
    IReadOnlyList<OAuthFlow> OAuthFlows,
    IReadOnlyList<HeaderFlow> HeaderFlows)
{
    /// <summary>The sets of header names that credentials store; a set's id is its place from 1.</summary>
    public static readonly string[][] NameSets = [[], ["x-a"], ["x-b"], ["x-a", "x-b"], ["x-a", "x-b", "x-c"]];

    private static readonly ToolList[] ToolLists = [ToolList.All, ToolList.None, ToolList.Of(["a"]), ToolList.Of(["a", "b"])];

    public PolicyRows Policy => PolicyRows.Of(
        Keys.AsQueryable(), Clients.AsQueryable(), Grants.AsQueryable(), Profiles.AsQueryable(),
        ProfileGrants.AsQueryable(), Assignments.AsQueryable(), Members.AsQueryable());

    /// <summary>A world from a random source: the same seed, the same world; so many times as many keys, clients and users.</summary>
    public static World Of(Random random, int size = 1)
    {
        var keys = Enumerable.Range(1, random.Next(1, 5) * size).ToArray();
        var clients = Enumerable.Range(1, random.Next(1, 5) * size).ToArray();
        var users = Enumerable.Range(1, random.Next(0, 4) * size).ToArray();
        var groups = Enumerable.Range(1, random.Next(0, 3)).ToArray();
        var profiles = Enumerable.Range(1, random.Next(0, 3)).ToArray();
        return new World(
            [.. keys.Select(id => Owned(random, id, users, groups))],
            [.. clients.Select(id => Some.McpClient(id, allKeys: random.Next(3) == 0, auth: AuthType.PerUserHeaders, headers: Names(random)))],
            [.. Pairs(keys, clients).Where(_ => random.Next(2) == 0).Select(pair => Some.Grant(pair.Item1, pair.Item2, Tools(random)))],
            [.. users.Select(id => Some.User(id))],
            [.. groups.Select(Some.Group)],
            [.. Pairs(groups, users).Where(_ => random.Next(2) == 0).Select(pair => new GroupMember { GroupId = pair.Item1, UserId = pair.Item2 })],
            [.. profiles.Select(id => Some.Profile(id, random.Next(4) > 0))],
            [.. Pairs(profiles, clients).Where(_ => random.Next(3) == 0)
                .Select(pair => new ProfileGrant { ProfileId = pair.Item1, McpClientId = pair.Item2, Tools = Tools(random) })],
            Assigned(random, profiles, keys, users, groups),
            Rows(random, clients, keys, users, 40, (client, kind, identity, id) =>
                (OAuthToken)Some.Token(id, client, kind, identity, random.Next(3) == 0, Health(random, CredentialHealth.NeedsReauth))[0]),
            Rows(random, clients, keys, users, 40, (client, kind, identity, id) =>
                (HeaderCredential)Some.Header(id, client, kind, identity, random.Next(3) == 0, Health(random, CredentialHealth.NeedsUpdate), names: random.Next(NameSets.Length) + 1)[0]),
            Rows(random, clients, keys, users, 30, (client, kind, identity, id) =>
                Some.OAuthFlow(id, client, kind, identity, Status(random))),
            Rows(random, clients, keys, users, 30, (client, kind, identity, id) =>
                Some.HeaderFlow(id, client, kind, identity, Status(random))));
    }

    /// <summary>Replaces whatever the database holds.</summary>
    public void Load(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        db.Database.ExecuteSqlRaw(Wipe);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange([.. Users, .. Groups, .. Members, .. Keys, .. Clients, .. Grants, .. Profiles, .. ProfileGrants, .. Assignments]);
        db.AddRange(NameSets.Select((names, at) => new HeaderNameSet { Id = at + 1, Names = names }));
        db.Add(new McpSession { Id = 1, SessionId = "session-1" });
        db.AddRange([.. Tokens, .. Headers, .. OAuthFlows, .. HeaderFlows]);
        db.AddRange(Tokens.Select(row => new OAuthTokenSecret { Id = row.Id, PublicId = $"t{row.Id}" }));
        db.AddRange(Headers.Select(row => new HeaderCredentialSecret { Id = row.Id, PublicId = $"h{row.Id}" }));
        db.SaveChanges();
        TestDatabase.Raise(db);
    }

    // The record is append-only; here a world ends with its record.
    private static readonly string Wipe = string.Concat(new[] { "changes", "changed_credentials", "changed_grants", "changed_objects", "deleted_objects", "events", "record_links", "record_keys" }
        .Select(table => $"DROP TRIGGER IF EXISTS {table}_are_not_removed;")) + string.Concat(new[]
    {
        "changed_credentials", "changed_grants", "changed_objects", "deleted_objects", "changes", "events", "record_links", "record_keys", "oauth_tokens", "oauth_token_secrets", "header_credentials",
        "header_credential_secrets", "header_name_sets", "mcp_sessions", "oauth_flows", "header_flows", "grants", "profile_assignments", "profile_grants",
        "access_profiles", "virtual_keys", "mcp_clients", "group_members", "groups", "users",
    }.Select(table => $"DELETE FROM {table};"));

    private static VirtualKey Owned(Random random, int id, int[] users, int[] groups) => random.Next(3) switch
    {
        0 when users.Length > 0 => Some.VirtualKey(id, user: users[random.Next(users.Length)]),
        1 when groups.Length > 0 => Some.VirtualKey(id, group: groups[random.Next(groups.Length)]),
        _ => Some.VirtualKey(id),
    };

    private static List<ProfileAssignment> Assigned(Random random, int[] profiles, int[] keys, int[] users, int[] groups)
    {
        var given = new List<ProfileAssignment>();
        foreach (var profile in profiles)
        {
            given.AddRange(keys.Where(_ => random.Next(4) == 0).Select(id => new ProfileAssignment { ProfileId = profile, VirtualKeyId = id }));
            given.AddRange(users.Where(_ => random.Next(4) == 0).Select(id => new ProfileAssignment { ProfileId = profile, UserId = id }));
            given.AddRange(groups.Where(_ => random.Next(4) == 0).Select(id => new ProfileAssignment { ProfileId = profile, GroupId = id }));
        }
        return given;
    }

    private static List<T> Rows<T>(
        Random random, int[] clients, int[] keys, int[] users, int percent, Func<int, IdentityKind, int, int, T> row)
    {
        var identities = keys.Select(id => (IdentityKind.VirtualKey, id))
            .Concat(users.Select(id => (IdentityKind.User, id)))
            .Append((IdentityKind.Session, 1));
        var rows = new List<T>();
        foreach (var (kind, identity) in identities)
            foreach (var client in clients)
                if (random.Next(100) < percent)
                    rows.Add(row(client, kind, identity, rows.Count + 1));
        return rows;
    }

    /// <summary>Some of the header names, in any order and case.</summary>
    public static string[] Names(Random random)
    {
        string[] names = ["x-a", "X-B ", "x-c"];
        random.Shuffle(names);
        return names[..random.Next(1, 4)];
    }

    public static ToolList Tools(Random random) => ToolLists[random.Next(ToolLists.Length)];

    private static CredentialHealth Health(Random random, CredentialHealth ill) => random.Next(3) == 0 ? ill : CredentialHealth.Healthy;

    private static FlowStatus Status(Random random) => random.Next(2) == 0 ? FlowStatus.Pending : (FlowStatus)random.Next(2, 7);

    private static IEnumerable<(int, int)> Pairs(int[] left, int[] right) => left.SelectMany(a => right.Select(b => (a, b)));
}
