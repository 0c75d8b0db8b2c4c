using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation.Planning;

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
                client.ClientId, client.Name, row.From, row.Move.StatusAfter(row.From, detail.Health), detail.CreatedAt, detail.LastUsedAt, about);
        })];

        int[] Identities(IdentityKind kind) =>
            [.. page.Where(row => row.IdentityKind == kind).Select(row => row.IdentityId).Distinct()];
    }

    private static async Task<Dictionary<(CredentialKind, long), Detail>> DetailsAsync(
        DashboardDbContext db, IReadOnlyList<Transition> page, CancellationToken cancellation)
    {
        var details = new Dictionary<(CredentialKind, long), Detail>();
        foreach (var kind in page.GroupBy(row => row.Kind, row => row.Id))
            foreach (var detail in await CredentialFacts.Of(kind.Key).On(db, new Details([.. kind.Distinct()])).ToArrayAsync(cancellation))
                details[(kind.Key, detail.Id)] = detail;
        return details;
    }

    private sealed class Details(long[] ids) : ICredentialUse<IQueryable<Detail>>
    {
        public IQueryable<Detail> Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential =>
            from row in rows
            where ids.Contains(row.Id)
            join outside in known on row.Id equals outside.Id
            select new Detail(row.Id, outside.PublicId, row.CreatedAt, outside.LastUsedAt, row.Health);

        public IQueryable<Detail> Flows<T>(IQueryable<T> rows) where T : Flow =>
            rows.Where(row => ids.Contains(row.Id)).Select(row => new Detail(row.Id, row.PublicId, row.CreatedAt, null, null));
    }

    private sealed record Named(int Id, string PublicId, string Name);

    private sealed record Detail(long Id, string PublicId, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, CredentialHealth? Health);
}
