using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads;

/// <summary>A credential or pending flow of any kind, as lists count and sort it.</summary>
internal sealed class HeldRow
{
    public CredentialKind Kind { get; init; }
    public long Id { get; init; }
    public int McpClientId { get; init; }
    public IdentityKind IdentityKind { get; init; }
    public int IdentityId { get; init; }
    public CredentialStatus Status { get; init; }
}

/// <summary>What stands behind virtual keys: rows keyed by the keys, and rows keyed by their people, of all four kinds.</summary>
internal static class HeldRows
{
    /// <summary>Rows of these keys and users. Each arm of the union is a range of an index.</summary>
    public static IQueryable<HeldRow> Of(DashboardDbContext db, int[] keys, int[] users) =>
        Arms(db.OAuthTokens, keys, users, Tokens)
            .Concat(Arms(db.HeaderCredentials, keys, users, Headers))
            .Concat(Arms(db.OAuthFlows, keys, users, OAuthFlows))
            .Concat(Arms(db.HeaderFlows, keys, users, HeaderFlows));

    /// <summary>Rows for these MCP clients, of every identity. Each arm of the union is a range of the clustering key.</summary>
    public static IQueryable<HeldRow> OfClients(DashboardDbContext db, int[] clients) =>
        Tokens(db.OAuthTokens.Where(row => clients.Contains(row.McpClientId)))
            .Concat(Headers(db.HeaderCredentials.Where(row => clients.Contains(row.McpClientId))))
            .Concat(OAuthFlows(db.OAuthFlows.Where(row => clients.Contains(row.McpClientId))))
            .Concat(HeaderFlows(db.HeaderFlows.Where(row => clients.Contains(row.McpClientId))));

    /// <summary>Rows of all identities.</summary>
    public static IQueryable<HeldRow> All(DashboardDbContext db) =>
        Tokens(db.OAuthTokens).Concat(Headers(db.HeaderCredentials)).Concat(OAuthFlows(db.OAuthFlows)).Concat(HeaderFlows(db.HeaderFlows));

    /// <summary>The people of these keys, one row per key and person.</summary>
    public static Task<PersonOfKey[]> PeopleAsync(DashboardDbContext db, int[] keys, CancellationToken cancellation) =>
        PolicyRows.Of(db).PeopleOfKeys().Where(person => keys.Contains(person.VirtualKeyId)).ToArrayAsync(cancellation);

    private static IQueryable<HeldRow> Arms<T>(
        IQueryable<T> rows, int[] keys, int[] users, Func<IQueryable<T>, IQueryable<HeldRow>> held) where T : IdentityKeyed =>
        held(rows.Where(row => row.VirtualKeyId != null && keys.Contains(row.VirtualKeyId.Value)))
            .Concat(held(rows.Where(row => row.UserId != null && users.Contains(row.UserId.Value))));

    private static IQueryable<HeldRow> Tokens(IQueryable<OAuthToken> rows) => RowsInPlay.Credentials(rows).Held(CredentialKind.OAuthToken);

    private static IQueryable<HeldRow> Headers(IQueryable<HeaderCredential> rows) => RowsInPlay.Credentials(rows).Held(CredentialKind.HeaderCredential);

    private static IQueryable<HeldRow> OAuthFlows(IQueryable<OAuthFlow> rows) => RowsInPlay.Flows(rows).Held(CredentialKind.OAuthFlow);

    private static IQueryable<HeldRow> HeaderFlows(IQueryable<HeaderFlow> rows) => RowsInPlay.Flows(rows).Held(CredentialKind.HeaderFlow);

    private static IQueryable<HeldRow> Held<T>(this IQueryable<InPlay<T>> rows, CredentialKind kind) where T : IdentityKeyed =>
        rows.Select(item => new HeldRow
        {
            Kind = kind,
            Id = item.Row.Id,
            McpClientId = item.Row.McpClientId,
            IdentityKind = item.Row.IdentityKind,
            IdentityId = item.Row.IdentityId,
            Status = item.Status,
        });
}
