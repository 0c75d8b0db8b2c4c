using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Dates and causes to a page of credentials: one statement per kind, never one per row.</summary>
internal static class CredentialDetails
{
    public static async Task<IReadOnlyList<CredentialItem>> OfAsync(DashboardDbContext db, NamedRow[] page, CancellationToken cancellation)
    {
        var details = new Dictionary<(CredentialKind, long), Detail>();
        await Read(CredentialKind.OAuthToken, ids => Tokens(db, ids));
        await Read(CredentialKind.HeaderCredential, ids => Headers(db, ids));
        await Read(CredentialKind.OAuthFlow, ids => Flows(db.OAuthFlows, ids));
        await Read(CredentialKind.HeaderFlow, ids => Flows(db.HeaderFlows, ids));
        return [.. page.Where(row => details.ContainsKey((row.Kind, row.Id))).Select(row => Item(row, details[(row.Kind, row.Id)]))];

        async Task Read(CredentialKind kind, Func<long[], IQueryable<Detail>> read)
        {
            var ids = page.Where(row => row.Kind == kind).Select(row => row.Id).ToArray();
            if (ids.Length == 0)
                return;
            foreach (var detail in await read(ids).ToArrayAsync(cancellation))
                details[(kind, detail.Id)] = detail;
        }
    }

    private static CredentialItem Item(NamedRow row, Detail detail) => new()
    {
        Id = detail.PublicId,
        Kind = row.Kind,
        ClientId = row.ClientId,
        ClientName = row.ClientName,
        IdentityKind = row.IdentityKind,
        Who = row.Who,
        WhoId = row.WhoId,
        Status = row.Status,
        Health = detail.Health,
        CreatedAt = detail.CreatedAt,
        LastUsedAt = detail.LastUsedAt,
        ExpiresAt = detail.ExpiresAt,
        OrphanedAt = detail.OrphanedAt,
        OrphanedBy = detail.ChangeId is { } change && detail.Actor is { } actor ? new(change, actor, detail.Reason) : null,
        MissingHeaders = row.Status == CredentialStatus.NeedsUpdate && detail is { Asked: { } asked, Stored: { } stored } ? [.. asked.Except(stored)] : [],
        Scopes = detail.Scopes ?? [],
        HasRefreshToken = detail.HasRefreshToken,
    };

    private static IQueryable<Detail> Tokens(DashboardDbContext db, long[] ids) =>
        from row in db.OAuthTokens
        where ids.Contains(row.Id)
        join secret in db.OAuthTokenSecrets on row.Id equals secret.Id
        select new Detail
        {
            Id = row.Id,
            PublicId = secret.PublicId,
            Health = row.Health,
            CreatedAt = row.CreatedAt,
            LastUsedAt = secret.LastUsedAt,
            ExpiresAt = secret.ExpiresAt,
            Scopes = secret.Scopes,
            HasRefreshToken = secret.RefreshToken != null,
            OrphanedAt = row.OrphanedAt,
            ChangeId = row.OrphanedByChangeId,
            Actor = db.Changes.Where(change => change.Id == row.OrphanedByChangeId).Select(change => change.Actor).FirstOrDefault(),
            Reason = db.ChangedCredentials.Where(moved => moved.ChangeId == row.OrphanedByChangeId && moved.McpClientId == row.McpClientId
                    && moved.IdentityKind == row.IdentityKind && moved.IdentityId == row.IdentityId
                    && moved.Kind == CredentialKind.OAuthToken && moved.CredentialId == row.Id)
                .Select(moved => (Reason?)moved.Reason).FirstOrDefault(),
        };

    private static IQueryable<Detail> Headers(DashboardDbContext db, long[] ids) =>
        from row in db.HeaderCredentials
        where ids.Contains(row.Id)
        join secret in db.HeaderCredentialSecrets on row.Id equals secret.Id
        join client in db.McpClients on row.McpClientId equals client.Id
        from names in db.HeaderNameSets.Where(set => set.Id == row.HeaderNameSetId).DefaultIfEmpty()
        select new Detail
        {
            Id = row.Id,
            PublicId = secret.PublicId,
            Health = row.Health,
            CreatedAt = row.CreatedAt,
            LastUsedAt = secret.LastUsedAt,
            OrphanedAt = row.OrphanedAt,
            ChangeId = row.OrphanedByChangeId,
            Actor = db.Changes.Where(change => change.Id == row.OrphanedByChangeId).Select(change => change.Actor).FirstOrDefault(),
            Reason = db.ChangedCredentials.Where(moved => moved.ChangeId == row.OrphanedByChangeId && moved.McpClientId == row.McpClientId
                    && moved.IdentityKind == row.IdentityKind && moved.IdentityId == row.IdentityId
                    && moved.Kind == CredentialKind.HeaderCredential && moved.CredentialId == row.Id)
                .Select(moved => (Reason?)moved.Reason).FirstOrDefault(),
            Asked = client.PerUserHeaderKeys,
            Stored = names!.Names,
        };

    private static IQueryable<Detail> Flows<T>(IQueryable<T> rows, long[] ids) where T : Flow =>
        rows.Where(row => ids.Contains(row.Id)).Select(row => new Detail
        {
            Id = row.Id,
            PublicId = row.PublicId,
            CreatedAt = row.CreatedAt,
            ExpiresAt = row.ExpiresAt,
        });

    private sealed class Detail
    {
        public long Id { get; init; }
        public required string PublicId { get; init; }
        public CredentialHealth? Health { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? LastUsedAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset? OrphanedAt { get; init; }
        public long? ChangeId { get; init; }
        public string? Actor { get; init; }
        public Reason? Reason { get; init; }
        public IReadOnlyList<string>? Asked { get; init; }
        public IReadOnlyList<string>? Stored { get; init; }
        public IReadOnlyList<string>? Scopes { get; init; }
        public bool HasRefreshToken { get; init; }
    }
}
