using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Edits;

/// <summary>Rows that go though nothing they depend on does: revoked by name, or at the end of their time as orphans.</summary>
internal static class RemovalEdits
{
    /// <summary>So many can be named in one edit: each is looked up and told.</summary>
    private const int MostIds = 500;

    public static async Task<ResolvedEdit?> RevokeAsync(Asked asked, Edit.RevokeCredentials edit)
    {
        var ids = edit.Ids.ToArray();
        if (ids.Length is 0 or > MostIds)
            asked.Refuse("bad_ids", "ids", $"Name 1 to {MostIds} credentials or pending sign-ins.");
        asked.RefuseTwice(ids, "ids", "Credential");
        if (asked.Errors.Count > 0)
            return null;
        var named = await NamedAsync(asked, ids);
        foreach (var unknown in ids.Except(named.Select(row => row.PublicId)))
            asked.RefuseUnknown("unknown_credential", "ids", $"There is no credential or pending sign-in \"{unknown}\" any more. Reload the list.");
        if (asked.Errors.Count > 0)
            return null;
        ScopeRow[] rows = [.. named.Select(row => row.Row)];
        ScopeRow[] all = [.. rows.Concat(await FlowsOfAsync(asked, rows)).DistinctBy(row => (row.Kind, row.Id))];
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [],
            Removal = new(new Scope.Rows(all), named.Length, Reason.Revoked, Concerns(all)),
            Scope = Scope.Nothing,
            Policy = await WordsAsync(asked, rows),
        };
    }

    public static async Task<ResolvedEdit?> PurgeAsync(Asked asked, Edit.Purge edit)
    {
        if (edit.Limit is < 1 or > Edit.Purge.MostReviewed)
        {
            asked.Refuse("bad_limit", "limit", $"Purge 1 to {Edit.Purge.MostReviewed:N0} credentials at once.");
            return null;
        }
        var due = (await DueAsync(asked, asked.Db.OAuthTokens, CredentialKind.OAuthToken, edit))
            .Concat(await DueAsync(asked, asked.Db.HeaderCredentials, CredentialKind.HeaderCredential, edit));
        ScopeRow[] rows = [.. due.OrderBy(row => row.OrphanedAt).ThenBy(row => row.Row.Kind).ThenBy(row => row.Row.Id).Take(edit.Limit).Select(row => row.Row)];
        return new ResolvedEdit
        {
            Edit = edit,
            Objects = [],
            Removal = new(new Scope.Rows(rows), rows.Length, Reason.OrphanTimeOver, Concerns(rows)),
            Scope = Scope.Nothing,
            Policy = rows.Length == 0 ? [] : [PolicyLines.Purged(rows.Length, edit.OrphanedBefore)],
        };
    }

    /// <summary>The longest orphaned of one kind that no grant covers, whatever their mark says.</summary>
    private static async Task<IEnumerable<(ScopeRow Row, DateTimeOffset OrphanedAt)>> DueAsync<T>(Asked asked, IQueryable<T> table, CredentialKind kind, Edit.Purge edit) where T : Credential
    {
        var (policy, edited) = (PolicyRows.Of(asked.Db).Reachable(), new EditedPolicy(asked.Db.Set<ProposedGrant>(), asked.Db.Set<ProposedMember>()));
        var due = table.Where(row => row.OrphanedAt != null && row.OrphanedAt < edit.OrphanedBefore);
        var ofKeys = RowsInPlay.Credentials(due.Where(row => row.IdentityKind == IdentityKind.VirtualKey)).StandingsOfKeys(policy, policy, edited);
        var ofUsers = RowsInPlay.Credentials(due.Where(row => row.IdentityKind == IdentityKind.User)).StandingsOfUsers(policy, policy, edited);
        return (await ReadAsync(ofKeys)).Concat(await ReadAsync(ofUsers));

        async Task<IEnumerable<(ScopeRow, DateTimeOffset)>> ReadAsync(IQueryable<Standing<T>> standings) =>
            (await standings.Where(standing => !standing.Covered).OrderBy(standing => standing.Row.OrphanedAt).ThenBy(standing => standing.Row.Id).Take(edit.Limit)
                .Select(standing => new { standing.Row.McpClientId, standing.Row.IdentityKind, standing.Row.IdentityId, standing.Row.Id, standing.Row.OrphanedAt }).ToArrayAsync(asked.Cancellation))
            .Select(row => (new ScopeRow { Kind = kind, McpClientId = row.McpClientId, IdentityKind = row.IdentityKind, IdentityId = row.IdentityId, Id = row.Id }, row.OrphanedAt!.Value));
    }

    private static async Task<(string PublicId, ScopeRow Row)[]> NamedAsync(Asked asked, string[] ids)
    {
        var db = asked.Db;
        var named =
            (from secret in db.OAuthTokenSecrets
             where ids.Contains(secret.PublicId)
             join row in db.OAuthTokens on secret.Id equals row.Id
             select new { secret.PublicId, Kind = CredentialKind.OAuthToken, row.McpClientId, row.IdentityKind, row.IdentityId, row.Id })
            .Concat(
                from secret in db.HeaderCredentialSecrets
                where ids.Contains(secret.PublicId)
                join row in db.HeaderCredentials on secret.Id equals row.Id
                select new { secret.PublicId, Kind = CredentialKind.HeaderCredential, row.McpClientId, row.IdentityKind, row.IdentityId, row.Id })
            .Concat(db.OAuthFlows.UnderWay().Where(row => ids.Contains(row.PublicId))
                .Select(row => new { row.PublicId, Kind = CredentialKind.OAuthFlow, row.McpClientId, row.IdentityKind, row.IdentityId, row.Id }))
            .Concat(db.HeaderFlows.Where(row => ids.Contains(row.PublicId) && row.Status == FlowStatus.Pending)
                .Select(row => new { row.PublicId, Kind = CredentialKind.HeaderFlow, row.McpClientId, row.IdentityKind, row.IdentityId, row.Id }));
        return [.. (await named.ToArrayAsync(asked.Cancellation))
            .Select(row => (row.PublicId, new ScopeRow { Kind = row.Kind, McpClientId = row.McpClientId, IdentityKind = row.IdentityKind, IdentityId = row.IdentityId, Id = row.Id }))];
    }

    /// <summary>The flows under way that would put a credential in the place of one that goes.</summary>
    private static async Task<IEnumerable<ScopeRow>> FlowsOfAsync(Asked asked, ScopeRow[] rows)
    {
        var flows = new List<ScopeRow>();
        flows.AddRange(await OfAsync(asked.Db.OAuthFlows, CredentialKind.OAuthFlow, CredentialKind.OAuthToken));
        flows.AddRange(await OfAsync(asked.Db.HeaderFlows, CredentialKind.HeaderFlow, CredentialKind.HeaderCredential));
        return flows;

        async Task<IEnumerable<ScopeRow>> OfAsync<T>(IQueryable<T> table, CredentialKind kind, CredentialKind makes) where T : Flow
        {
            var gone = rows.Where(row => row.Kind == makes).Select(row => (row.McpClientId, row.IdentityKind, row.IdentityId)).ToHashSet();
            if (gone.Count == 0)
                return [];
            int[] clients = [.. gone.Select(row => row.McpClientId).Distinct()], identities = [.. gone.Select(row => row.IdentityId).Distinct()];
            return (await table.UnderWay().Where(row => clients.Contains(row.McpClientId) && identities.Contains(row.IdentityId))
                .Select(row => new { row.McpClientId, row.IdentityKind, row.IdentityId, row.Id }).ToArrayAsync(asked.Cancellation))
                .Where(row => gone.Contains((row.McpClientId, row.IdentityKind, row.IdentityId)))
                .Select(row => new ScopeRow { Kind = kind, McpClientId = row.McpClientId, IdentityKind = row.IdentityKind, IdentityId = row.IdentityId, Id = row.Id });
        }
    }

    private static (ObjectKind, int)[] Concerns(ScopeRow[] rows) =>
    [
        .. rows.Select(row => (ObjectKind.McpClient, row.McpClientId))
            .Concat(rows.Where(row => row.IdentityKind != IdentityKind.Session)
                .Select(row => (row.IdentityKind == IdentityKind.User ? ObjectKind.User : ObjectKind.VirtualKey, row.IdentityId))).Distinct(),
    ];

    private static async Task<IReadOnlyList<PolicyLine>> WordsAsync(Asked asked, ScopeRow[] rows)
    {
        var shown = rows.Take(PolicyLine.Shown).ToArray();
        int[] Of(IdentityKind kind) => [.. shown.Where(row => row.IdentityKind == kind).Select(row => row.IdentityId).Distinct()];
        var (db, clientIds) = (asked.Db, shown.Select(row => row.McpClientId).Distinct().ToArray());
        var (keyIds, userIds) = (Of(IdentityKind.VirtualKey), Of(IdentityKind.User));
        var clients = await db.McpClients.Where(client => clientIds.Contains(client.Id)).Select(client => new { client.Id, client.Name }).ToDictionaryAsync(client => client.Id, client => client.Name, asked.Cancellation);
        var keys = await db.VirtualKeys.Where(key => keyIds.Contains(key.Id)).Select(key => new { key.Id, key.Name }).ToDictionaryAsync(key => key.Id, key => key.Name, asked.Cancellation);
        var users = await db.People.Where(user => userIds.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, asked.Cancellation);
        return [.. shown.Select(row => PolicyLines.Revoked(clients[row.McpClientId], $"{CredentialFacts.Of(row.Kind).Name} of {Who(row)}"))];

        string Who(ScopeRow row) => row.IdentityKind switch
        {
            IdentityKind.User => users[row.IdentityId],
            IdentityKind.VirtualKey => $"key {keys[row.IdentityId]}",
            _ => "a session",
        };
    }
}
