using Gatehouse.Data.Engines;

namespace Gatehouse.Data.Reconciliation.Writing;

/// <summary>
/// Who finds a change in their history though the edit does not name them: keys that get another owner and both owners, who joins or leaves, whom a
/// profile is given to or taken from and what it names, what goes with a deleted object. Recorded before anything is written: it reads what stood.
/// </summary>
internal static class Concerned
{
    private static readonly (int Key, int Client, int User, int Profile, int Group) Kind =
        ((int)ObjectKind.VirtualKey, (int)ObjectKind.McpClient, (int)ObjectKind.User, (int)ObjectKind.AccessProfile, (int)ObjectKind.Group);

    public static async Task RecordAsync(WriteStep step, ResolvedEdit resolved, long changeId, CancellationToken cancellation)
    {
        // One row for each of several reasons: whom the edit names already is passed over.
        foreach (var (isTouched, found) in Statements(resolved))
            if (isTouched)
                await RecordedRows.RunAsync(step, $"INSERT INTO changed_objects (change_id, kind, object_id) SELECT {{0}}, found.* FROM ({found}) AS found WHERE 1 = 1 ON CONFLICT DO NOTHING", cancellation, changeId, resolved.Deletion?.Id ?? 0);
    }

    /// <summary>Kind and id of what is concerned; the second parameter is the object that goes.</summary>
    private static IEnumerable<(bool IsTouched, string Found)> Statements(ResolvedEdit resolved)
    {
        var goes = resolved.Deletion?.Kind;
        yield return (resolved.Owners.Count > 0 || goes == ObjectKind.VirtualKey,
            $"""
            SELECT {Kind.Key}, virtual_key_id FROM plan_keys WHERE stays
            UNION SELECT {Kind.User}, user_id FROM plan_keys WHERE user_id IS NOT NULL UNION SELECT {Kind.Group}, group_id FROM plan_keys WHERE group_id IS NOT NULL
            UNION SELECT {Kind.User}, owner_user_id FROM virtual_keys WHERE owner_user_id IS NOT NULL AND id IN (SELECT virtual_key_id FROM plan_keys)
            UNION SELECT {Kind.Group}, owner_group_id FROM virtual_keys WHERE owner_group_id IS NOT NULL AND id IN (SELECT virtual_key_id FROM plan_keys)
            """);
        yield return (resolved.Members.Count > 0, $"SELECT {Kind.User}, user_id FROM plan_members");
        yield return (resolved.Profile is { Content.Count: > 0 }, $"SELECT {Kind.Client}, mcp_client_id FROM plan_content");
        yield return (resolved.Profile is { Given.Count: > 0 }, Assigned("plan_given", "1 = 1"));
        yield return (goes == ObjectKind.AccessProfile, $"SELECT {Kind.Client}, mcp_client_id FROM profile_grants WHERE profile_id = {{1}} UNION {Assigned("profile_assignments", "profile_id = {1}")}");
        yield return (goes == ObjectKind.McpClient, $"SELECT {Kind.Profile}, profile_id FROM profile_grants WHERE mcp_client_id = {{1}}");
        yield return (goes == ObjectKind.Group, $"SELECT {Kind.Profile}, profile_id FROM profile_assignments WHERE group_id = {{1}}");
        yield return (goes == ObjectKind.User, $"SELECT {Kind.Group}, group_id FROM group_members WHERE user_id = {{1}} UNION SELECT {Kind.Profile}, profile_id FROM profile_assignments WHERE user_id = {{1}}");
        yield return (goes is ObjectKind.VirtualKey or ObjectKind.User,
            $"SELECT {Kind.Profile}, profile_id FROM profile_assignments WHERE virtual_key_id IN (SELECT virtual_key_id FROM plan_keys WHERE NOT stays)");
    }

    /// <summary>Everybody that a profile is given to: exactly one of three columns says whom.</summary>
    private static string Assigned(string table, string which) =>
        $"""
        SELECT CASE WHEN virtual_key_id IS NOT NULL THEN {Kind.Key} WHEN user_id IS NOT NULL THEN {Kind.User} ELSE {Kind.Group} END, COALESCE(virtual_key_id, user_id, group_id)
        FROM {table} WHERE {which}
        """;
}
