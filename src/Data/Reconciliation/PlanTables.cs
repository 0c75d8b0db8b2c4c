using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// What one plan asks about, as temporary tables of its connection: the ids of the scope and the proposed difference of policy. So the
/// statements of a plan carry no values, stay prepared, and no list is too long for a parameter. Temporary tables take no write lock.
/// </summary>
internal static class PlanTables
{
    /// <summary>
    /// Made when a connection is opened, which a pool may have opened before. The ids of a list have no type: SQLite finds the rows of a key by the index of a computed column,
    /// which has none either, and compares a typed value with such a column only by reading all of it.
    /// </summary>
    public const string Definition =
        """
        CREATE TEMP TABLE IF NOT EXISTS plan_ids (list INTEGER NOT NULL, id NOT NULL, PRIMARY KEY (list, id)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_identities (identity_kind INTEGER NOT NULL, identity_id INTEGER NOT NULL, PRIMARY KEY (identity_kind, identity_id)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_pairs (mcp_client_id INTEGER NOT NULL, identity_kind INTEGER NOT NULL, identity_id INTEGER NOT NULL,
          PRIMARY KEY (mcp_client_id, identity_kind, identity_id)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_rows (kind INTEGER NOT NULL, mcp_client_id INTEGER NOT NULL, identity_kind INTEGER NOT NULL, identity_id INTEGER NOT NULL, id INTEGER NOT NULL,
          PRIMARY KEY (kind, mcp_client_id, identity_kind, identity_id, id)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_named (proposed INTEGER NOT NULL, virtual_key_id INTEGER NOT NULL, mcp_client_id INTEGER NOT NULL, has_tools INTEGER NOT NULL,
          PRIMARY KEY (proposed, virtual_key_id, mcp_client_id, has_tools)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_reach (proposed INTEGER NOT NULL, mcp_client_id INTEGER NOT NULL, virtual_key_id INTEGER NOT NULL,
          PRIMARY KEY (proposed, mcp_client_id, virtual_key_id)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_people (user_id INTEGER NOT NULL, virtual_key_id INTEGER NOT NULL, PRIMARY KEY (user_id, virtual_key_id)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_grants (virtual_key_id INTEGER NOT NULL, mcp_client_id INTEGER NOT NULL, tools TEXT,
          PRIMARY KEY (virtual_key_id, mcp_client_id)) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS plan_switches (mcp_client_id INTEGER PRIMARY KEY, is_on INTEGER NOT NULL);
        CREATE TEMP TABLE IF NOT EXISTS plan_keys (virtual_key_id INTEGER PRIMARY KEY, user_id INTEGER, group_id INTEGER, stays INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS temp.ix_plan_keys_user ON plan_keys (user_id);
        CREATE INDEX IF NOT EXISTS temp.ix_plan_keys_group ON plan_keys (group_id);
        CREATE TEMP TABLE IF NOT EXISTS plan_profiles (profile_id INTEGER PRIMARY KEY, is_active INTEGER NOT NULL);
        CREATE TEMP TABLE IF NOT EXISTS plan_content (profile_id INTEGER NOT NULL, mcp_client_id INTEGER NOT NULL, tools TEXT,
          PRIMARY KEY (profile_id, mcp_client_id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS temp.ix_plan_content_client ON plan_content (mcp_client_id);
        CREATE TEMP TABLE IF NOT EXISTS plan_given (profile_id INTEGER NOT NULL, virtual_key_id INTEGER, user_id INTEGER, group_id INTEGER, is_given INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS temp.ix_plan_given_key ON plan_given (virtual_key_id, profile_id);
        CREATE INDEX IF NOT EXISTS temp.ix_plan_given_user ON plan_given (user_id, profile_id);
        CREATE INDEX IF NOT EXISTS temp.ix_plan_given_group ON plan_given (group_id, profile_id);
        CREATE TEMP TABLE IF NOT EXISTS plan_members (group_id INTEGER NOT NULL, user_id INTEGER NOT NULL, is_member INTEGER NOT NULL,
          PRIMARY KEY (group_id, user_id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS temp.ix_plan_members_user ON plan_members (user_id);
        """;

    private const string Clear =
        """
        DELETE FROM plan_ids; DELETE FROM plan_identities; DELETE FROM plan_pairs; DELETE FROM plan_rows; DELETE FROM plan_named; DELETE FROM plan_reach; DELETE FROM plan_people; DELETE FROM plan_grants; DELETE FROM plan_switches; DELETE FROM plan_keys;
        DELETE FROM plan_profiles; DELETE FROM plan_content; DELETE FROM plan_given; DELETE FROM plan_members;
        """;

    /// <summary>Writes what is asked, in place of what was asked before.</summary>
    public static async Task FillAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        await RunAsync(Clear);
        await ScopeAsync(question.Scope, doomed: false);
        await ScopeAsync(question.Doomed, doomed: true);
        await IdsAsync(IdList.NameSets, question.Lacking);
        var difference = question.Difference;
        // Each list travels as one JSON text, however long; grants as numbers, which are read quickest, with their few tool lists beside them.
        foreach (var (tools, pairs) in ByTools(difference.Grants, grant => (grant.Tools, Grant.Pair(grant.VirtualKeyId, grant.McpClientId))))
            await RunAsync("INSERT INTO plan_grants SELECT value >> 32, value & 4294967295, @gh_tools FROM json_each(@gh_pairs)", ("@gh_tools", tools), ("@gh_pairs", pairs));
        foreach (var (tools, pairs) in ByTools(difference.Content, named => (named.Tools, Grant.Pair(named.ProfileId, named.McpClientId))))
            await RunAsync("INSERT INTO plan_content SELECT value >> 32, value & 4294967295, @gh_tools FROM json_each(@gh_pairs)", ("@gh_tools", tools), ("@gh_pairs", pairs));
        await RowsAsync("plan_switches", 2, difference.Switches?.AsEnumerable().Select(change => new object?[] { change.McpClientId, change.IsOn }));
        await RowsAsync("plan_keys", 4, difference.Keys?.AsEnumerable().Select(key => new object?[] { key.VirtualKeyId, key.UserId, key.GroupId, key.Stays }));
        await RowsAsync("plan_profiles", 2, difference.Profiles?.AsEnumerable().Select(profile => new object?[] { profile.ProfileId, profile.IsActive }));
        await RowsAsync("plan_given", 5, difference.Given?.AsEnumerable().Select(given => new object?[] { given.ProfileId, given.VirtualKeyId, given.UserId, given.GroupId, given.IsGiven }));
        await RowsAsync("plan_members", 3, difference.Members?.AsEnumerable().Select(member => new object?[] { member.GroupId, member.UserId, member.IsMember }));
        await PlanCover.FillAsync(context, question, cancellation);

        async Task ScopeAsync(Scope scope, bool doomed)
        {
            var lists = IdLists.Of(doomed);
            switch (scope)
            {
                case Scope.KeysAndPeople(var keys, var users):
                    await IdsAsync(lists.Keys, keys);
                    await IdsAsync(lists.Users, users);
                    break;
                case Scope.Matrix(var keys, var users, var clients):
                    await IdentitiesAsync(IdentityKind.VirtualKey, keys);
                    await IdentitiesAsync(IdentityKind.User, users);
                    await IdsAsync(lists.Clients, clients);
                    break;
                case Scope.OfClient(var client):
                    await IdsAsync(lists.Clients, [client]);
                    break;
                case Scope.Pairs(var ofKeys, var ofUsers):
                    await PairsAsync(IdentityKind.VirtualKey, ofKeys);
                    await PairsAsync(IdentityKind.User, ofUsers);
                    break;
                case Scope.Rows(var exact):
                    await RowsAsync("plan_rows", 5, exact.Select(row => new object?[] { (int)row.Kind, row.McpClientId, (int)row.IdentityKind, row.IdentityId, row.Id }));
                    break;
            }
        }

        Task RowsAsync(string table, int columns, IEnumerable<object?[]>? rows) => rows is null ? Task.CompletedTask : RunAsync(
            $"INSERT INTO {table} SELECT {string.Join(", ", Enumerable.Range(0, columns).Select(column => $"json_extract(value, '$[{column}]')"))} FROM json_each(@gh_rows)",
            ("@gh_rows", JsonSerializer.Serialize(rows)));

        Task IdsAsync(IdList list, IReadOnlyCollection<int> ids) => ids.Count == 0 ? Task.CompletedTask : RunAsync(
            "INSERT INTO plan_ids SELECT @gh_list, value FROM json_each(@gh_ids)", ("@gh_list", (int)list), ("@gh_ids", JsonSerializer.Serialize(ids)));

        Task IdentitiesAsync(IdentityKind identity, int[] ids) => ids.Length == 0 ? Task.CompletedTask : RunAsync(
            "INSERT INTO plan_identities SELECT @gh_kind, value FROM json_each(@gh_ids)", ("@gh_kind", (int)identity), ("@gh_ids", JsonSerializer.Serialize(ids)));

        Task PairsAsync(IdentityKind identity, IReadOnlyCollection<long> pairs) => pairs.Count == 0 ? Task.CompletedTask : RunAsync(
            "INSERT INTO plan_pairs SELECT value & 4294967295, @gh_kind, value >> 32 FROM json_each(@gh_pairs)",
            ("@gh_kind", (int)identity), ("@gh_pairs", JsonSerializer.Serialize(pairs)));

        Task RunAsync(string sql, params (string Name, object? Value)[] values) => context.RunAsync(sql, cancellation, values);
    }

    /// <summary>The scope's ids as the plan's tables hold them.</summary>
    public static ScopeRows Rows(DashboardDbContext db, bool doomed)
    {
        var lists = IdLists.Of(doomed);
        return new(Ids(db, lists.Keys), Ids(db, lists.Users), Ids(db, lists.Clients), db.Set<ScopePair>(), db.Set<ScopeIdentity>(), db.Set<ScopeRow>());
    }

    /// <summary>Sets of header names that lack one.</summary>
    public static IQueryable<PolicyId> Lacking(DashboardDbContext db) => Ids(db, IdList.NameSets);

    /// <summary>A list of ids.</summary>
    public static IQueryable<PolicyId> Ids(DashboardDbContext db, IdList list) =>
        db.Set<PlanId>().Where(row => row.List == list).Select(row => new PolicyId { Id = row.Id });

    private static IEnumerable<(string? Tools, string Pairs)> ByTools<T>(IEnumerable<T>? rows, Func<T, (ToolList? Tools, long Pair)> of) =>
        (rows ?? []).Select(of).GroupBy(row => row.Tools?.Json)
            .Select(group => (group.Key, JsonSerializer.Serialize(group.Select(row => row.Pair))));
}
