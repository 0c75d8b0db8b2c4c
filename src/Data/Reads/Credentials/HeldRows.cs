using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads.Credentials;

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
    public static IQueryable<HeldRow> Of(DashboardDbContext db, int[] keys, int[] users) => Union(db, kind => new OfIdentities(kind, keys, users));

    /// <summary>Rows for these MCP clients, of every identity. Each arm of the union is a range of the clustering key.</summary>
    public static IQueryable<HeldRow> OfClients(DashboardDbContext db, int[] clients) => Union(db, kind => new OfSomeClients(kind, clients));

    /// <summary>Rows of all identities.</summary>
    public static IQueryable<HeldRow> All(DashboardDbContext db) => Union(db, kind => new OfEverybody(kind));

    /// <summary>The people of these keys, one row per key and person.</summary>
    public static Task<PersonOfKey[]> PeopleAsync(DashboardDbContext db, int[] keys, CancellationToken cancellation) =>
        PolicyRows.Of(db).PeopleOfKeys().Where(person => keys.Contains(person.VirtualKeyId)).ToArrayAsync(cancellation);

    private static IQueryable<HeldRow> Union(DashboardDbContext db, Func<CredentialKind, ICredentialUse<IQueryable<HeldRow>>> arm) =>
        CredentialFacts.All.Select(facts => facts.On(db, arm(facts.Kind))).Aggregate((rows, more) => rows.Concat(more));

    /// <summary>The rows of one kind among which some are held.</summary>
    private abstract class Arm(CredentialKind kind) : ICredentialUse<IQueryable<HeldRow>>
    {
        public IQueryable<HeldRow> Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential =>
            Among(rows).Select(some => RowsInPlay.Credentials(some).Held(kind)).Aggregate((one, other) => one.Concat(other));

        public IQueryable<HeldRow> Flows<T>(IQueryable<T> rows) where T : Flow =>
            Among(rows).Select(some => RowsInPlay.Flows(some).Held(kind)).Aggregate((one, other) => one.Concat(other));

        protected abstract IEnumerable<IQueryable<T>> Among<T>(IQueryable<T> rows) where T : IdentityKeyed;
    }

    private sealed class OfIdentities(CredentialKind kind, int[] keys, int[] users) : Arm(kind)
    {
        protected override IEnumerable<IQueryable<T>> Among<T>(IQueryable<T> rows) =>
        [
            rows.Where(row => row.VirtualKeyId != null && keys.Contains(row.VirtualKeyId.Value)),
            rows.Where(row => row.UserId != null && users.Contains(row.UserId.Value)),
        ];
    }

    private sealed class OfSomeClients(CredentialKind kind, int[] clients) : Arm(kind)
    {
        protected override IEnumerable<IQueryable<T>> Among<T>(IQueryable<T> rows) => [rows.Where(row => clients.Contains(row.McpClientId))];
    }

    private sealed class OfEverybody(CredentialKind kind) : Arm(kind)
    {
        protected override IEnumerable<IQueryable<T>> Among<T>(IQueryable<T> rows) => [rows];
    }

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
