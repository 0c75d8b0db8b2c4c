using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Which rows an edit re-evaluates. Its ids are rows of the plan's tables when SQL is asked, and of lists in memory.</summary>
public abstract record Scope
{
    private Scope() { }

    /// <summary>
    /// All rows keyed by these virtual keys and by these users, the keys' people. Who they are is read beforehand: asked inside
    /// the statement, it makes SQLite read the whole table.
    /// </summary>
    public sealed record KeysAndPeople(int[] VirtualKeyIds, int[] UserIds) : Scope;

    /// <summary>The rows for these MCP clients of these virtual keys and users: looked up one by one.</summary>
    public sealed record Pairs(IReadOnlyCollection<long> OfKeys, IReadOnlyCollection<long> OfUsers) : Scope;

    /// <summary>The same for many: the rows of the clients are read and those of others passed over.</summary>
    public sealed record Matrix(int[] VirtualKeyIds, int[] UserIds, int[] McpClientIds) : Scope;

    /// <summary>All rows for one MCP client, whoever they are keyed by.</summary>
    public sealed record OfClient(int McpClientId) : Scope;

    /// <summary>These rows and no others: they were looked up one by one.</summary>
    public sealed record Rows(IReadOnlyCollection<ScopeRow> Exact) : Scope;

    /// <summary>Every row there is: drift made good.</summary>
    public sealed record Everything : Scope;

    /// <summary>No row.</summary>
    public static readonly Scope Nothing = new KeysAndPeople([], []);

    /// <summary>From so many pairs on it is quicker to read all rows of the clients than to look each pair up.</summary>
    private const int ManyPairs = 2_000;

    /// <summary>The rows of these keys and users for these clients, in the shape that is read quickest.</summary>
    public static Scope Of(int[] keys, int[] users, int[] clients) =>
        (long)(keys.Length + users.Length) * clients.Length > ManyPairs
            ? new Matrix(keys, users, clients)
            : new Pairs(
                [.. keys.SelectMany(key => clients.Select(client => Grant.Pair(key, client)))],
                [.. users.SelectMany(user => clients.Select(client => Grant.Pair(user, client)))]);

    /// <summary>The rows in scope that are keyed by this kind of identity.</summary>
    public IQueryable<T> Of<T>(IQueryable<T> rows, IdentityKind identity, ScopeRows within) where T : IdentityKeyed
    {
        var kind = KindOf<T>();
        // Cross joins from the ids, not IN nor inner joins: SQLite keeps their order, reads the few ids first and the many rows by an index.
        return (this, identity) switch
        {
            (KeysAndPeople, IdentityKind.VirtualKey) => from key in within.Keys from row in rows where row.VirtualKeyId == key.Id select row,
            (KeysAndPeople, IdentityKind.User) => from user in within.Users from row in rows where row.UserId == user.Id select row,
            (Pairs, IdentityKind.VirtualKey or IdentityKind.User) =>
                from pair in within.Pairs
                from row in rows
                where pair.IdentityKind == identity && row.McpClientId == pair.McpClientId && row.IdentityKind == pair.IdentityKind && row.IdentityId == pair.IdentityId
                select row,
            (Matrix, IdentityKind.VirtualKey or IdentityKind.User) => OfClients().Where(row => within.Identities.Any(key => key.IdentityKind == row.IdentityKind && key.IdentityId == row.IdentityId)),
            // One client is one range of the clustering key, in the order of the plan already.
            (OfClient, _) => rows.Where(row => row.McpClientId == within.Clients.Max(client => client.Id) && row.IdentityKind == identity),
            (Rows, _) =>
                from exact in within.Exact
                from row in rows
                where exact.Kind == kind && exact.IdentityKind == identity && row.McpClientId == exact.McpClientId && row.IdentityKind == exact.IdentityKind
                    && row.IdentityId == exact.IdentityId && row.Id == exact.Id
                select row,
            (Everything, IdentityKind.VirtualKey or IdentityKind.User) => rows.Where(row => row.IdentityKind == identity),
            _ => rows.Where(row => false),
        };

        static CredentialKind KindOf<TRow>() => typeof(TRow) == typeof(OAuthToken) ? CredentialKind.OAuthToken
            : typeof(TRow) == typeof(HeaderCredential) ? CredentialKind.HeaderCredential
            : typeof(TRow) == typeof(OAuthFlow) ? CredentialKind.OAuthFlow
            : typeof(TRow) == typeof(HeaderFlow) ? CredentialKind.HeaderFlow
            : throw new NotSupportedException(typeof(TRow).Name);

        IQueryable<T> OfClients() =>
            from client in within.Clients from row in rows where row.McpClientId == client.Id && row.IdentityKind == identity select row;
    }
}

/// <summary>The ids of a scope as rows.</summary>
public sealed record ScopeRows(
    IQueryable<PolicyId> Keys, IQueryable<PolicyId> Users, IQueryable<PolicyId> Clients, IQueryable<ScopePair> Pairs, IQueryable<ScopeIdentity> Identities, IQueryable<ScopeRow> Exact);

/// <summary>One row: its table, its place there, its id.</summary>
public sealed class ScopeRow
{
    public CredentialKind Kind { get; init; }
    public int McpClientId { get; init; }
    public IdentityKind IdentityKind { get; init; }
    public int IdentityId { get; init; }
    public long Id { get; init; }
}

/// <summary>A virtual key or a user.</summary>
public sealed class ScopeIdentity
{
    public IdentityKind IdentityKind { get; init; }
    public int IdentityId { get; init; }
}

/// <summary>An identity and an MCP client.</summary>
public sealed class ScopePair
{
    public int McpClientId { get; init; }
    public IdentityKind IdentityKind { get; init; }
    public int IdentityId { get; init; }
}
