using Gatehouse.Data.Credentials;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Puts names and dates to a page of transitions: one query per kind of thing named, never one per row.</summary>
internal static class TransitionRows
{
    public static async Task<IReadOnlyList<TransitionRow>> OfAsync(
        DashboardDbContext db, IReadOnlyList<Transition> page, string? about, CancellationToken cancellation)
    {
        if (page.Count == 0)
            return [];
        var clientIds = page.Select(row => row.McpClientId).Distinct().ToArray();
        var keyIds = Identities(IdentityKind.VirtualKey);
        var userIds = Identities(IdentityKind.User);
        var clients = await db.McpClients.Where(row => clientIds.Contains(row.Id))
            .Select(row => new { row.Id, row.ClientId, row.Name }).ToDictionaryAsync(row => row.Id, cancellation);
        var keys = keyIds.Length == 0 ? [] : await db.VirtualKeys.Where(row => keyIds.Contains(row.Id))
            .Select(row => new Named(row.Id, row.PublicId, row.Name)).ToDictionaryAsync(row => row.Id, cancellation);
        var users = userIds.Length == 0 ? [] : await db.People.Where(row => userIds.Contains(row.Id))
            .Select(row => new Named(row.Id, row.PublicId, row.DisplayName)).ToDictionaryAsync(row => row.Id, cancellation);
        var sessionIds = Identities(IdentityKind.Session);
        var sessions = sessionIds.Length == 0 ? [] : await db.McpSessions.Where(row => sessionIds.Contains(row.Id))
            .Select(row => new Named(row.Id, row.SessionId, row.SessionId)).ToDictionaryAsync(row => row.Id, cancellation);
        var details = await DetailsAsync(db, page, cancellation);
        return [.. page.Select(row =>
        {
            var client = clients[row.McpClientId];
            var who = row.IdentityKind switch
            {
                IdentityKind.User => users[row.IdentityId],
                IdentityKind.VirtualKey => keys[row.IdentityId],
                _ => sessions[row.IdentityId],
            };
            var detail = details[(row.Kind, row.Id)];
            return new TransitionRow(
                detail.PublicId, row.Kind, row.Move, row.Reason, row.IdentityKind, who.PublicId, who.Name,
                client.ClientId, client.Name, row.From, After(row, detail.Health), detail.CreatedAt, detail.LastUsedAt, about);
        })];

        int[] Identities(IdentityKind kind) =>
            [.. page.Where(row => row.IdentityKind == kind).Select(row => row.IdentityId).Distinct()];
    }

    private static CredentialStatus? After(Transition row, CredentialHealth? health) => row.Move switch
    {
        Move.Orphan => CredentialStatus.Orphaned,
        Move.Reactivate => (CredentialStatus)health!.Value,
        // An orphaned row stays orphaned; its health comes to light when it is covered again.
        Move.NeedsUpdate => row.From == CredentialStatus.Orphaned ? CredentialStatus.Orphaned : CredentialStatus.NeedsUpdate,
        Move.Healthy => row.From == CredentialStatus.Orphaned ? CredentialStatus.Orphaned : CredentialStatus.Active,
        _ => null,
    };

    private static async Task<Dictionary<(CredentialKind, long), Detail>> DetailsAsync(
        DashboardDbContext db, IReadOnlyList<Transition> page, CancellationToken cancellation)
    {
        var details = new Dictionary<(CredentialKind, long), Detail>();
        await Add(CredentialKind.OAuthToken, ids =>
            from row in db.OAuthTokens
            where ids.Contains(row.Id)
            join secret in db.OAuthTokenSecrets on row.Id equals secret.Id
            select new Detail(row.Id, secret.PublicId, row.CreatedAt, secret.LastUsedAt, row.Health));
        await Add(CredentialKind.HeaderCredential, ids =>
            from row in db.HeaderCredentials
            where ids.Contains(row.Id)
            join secret in db.HeaderCredentialSecrets on row.Id equals secret.Id
            select new Detail(row.Id, secret.PublicId, row.CreatedAt, secret.LastUsedAt, row.Health));
        await Add(CredentialKind.OAuthFlow, ids => db.OAuthFlows.Where(row => ids.Contains(row.Id))
            .Select(row => new Detail(row.Id, row.PublicId, row.CreatedAt, null, null)));
        await Add(CredentialKind.HeaderFlow, ids => db.HeaderFlows.Where(row => ids.Contains(row.Id))
            .Select(row => new Detail(row.Id, row.PublicId, row.CreatedAt, null, null)));
        return details;

        async Task Add(CredentialKind kind, Func<long[], IQueryable<Detail>> read)
        {
            var ids = page.Where(row => row.Kind == kind).Select(row => row.Id).ToArray();
            if (ids.Length == 0)
                return;
            foreach (var detail in await read(ids).ToArrayAsync(cancellation))
                details[(kind, detail.Id)] = detail;
        }
    }

    private sealed record Named(int Id, string PublicId, string Name);

    private sealed record Detail(long Id, string PublicId, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, CredentialHealth? Health);
}
