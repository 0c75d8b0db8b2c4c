using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Facets;

namespace Gatehouse.Data.Reconciliation.Planning;

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
    public static readonly string Definition =
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

        """ + string.Concat(PolicyFacets.All.Select(facet => facet.Definition));

    private static readonly string Clear = string.Concat(
        new[] { "plan_ids", "plan_identities", "plan_pairs", "plan_rows", "plan_named", "plan_reach", "plan_people" }.Concat(PolicyFacets.All.Select(facet => facet.Table))
            .Select(table => $"DELETE FROM {table}; "));

    /// <summary>Writes what is asked, in place of what was asked before.</summary>
    public static async Task FillAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        await RunAsync(Clear);
        await ScopeAsync(question.Scope, doomed: false);
        await ScopeAsync(question.Doomed, doomed: true);
        await IdsAsync(IdList.NameSets, question.Lacking);
        await question.Difference.FillAsync(context.RunAsync, cancellation);
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
                    await RowsAsync(exact);
                    break;
            }
        }

        Task RowsAsync(IEnumerable<ScopeRow> rows) => RunAsync(
            "INSERT INTO plan_rows SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]') FROM json_each(@gh_rows)",
            ("@gh_rows", JsonSerializer.Serialize(rows.Select(row => new[] { (int)row.Kind, row.McpClientId, (int)row.IdentityKind, row.IdentityId, row.Id }))));

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
}
