using System.Data.Common;
using System.Runtime.CompilerServices;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// One table's share of an edit's scope, keyed by one kind of identity: the unit every set-based statement works on. Whatever is asked
/// of it (stream, page, count, record) is <see cref="Moving"/>, as SQL that EF makes once.
/// </summary>
internal sealed class Part(CredentialKind kind, IdentityKind identity)
{
    /// <summary>Every part, in the plan's order.</summary>
    public static readonly IReadOnlyList<Part> All =
    [
        .. from identity in new[] { IdentityKind.VirtualKey, IdentityKind.User }
           from kind in Enum.GetValues<CredentialKind>()
           select new Part(kind, identity),
    ];

    public CredentialKind Kind => kind;

    public IdentityKind Identity => identity;

    /// <summary>The rows that move, in the order client, identity, id.</summary>
    public IQueryable<Transition> Moving(DashboardDbContext db, Scope scope, PolicyOverlay overlay) => kind switch
    {
        CredentialKind.OAuthToken => Moving(RowsInPlay.Credentials(InScope(db.OAuthTokens, scope)), db, overlay),
        CredentialKind.HeaderCredential => Moving(RowsInPlay.Credentials(InScope(db.HeaderCredentials, scope)), db, overlay),
        CredentialKind.OAuthFlow => Moving(RowsInPlay.Flows(InScope(db.OAuthFlows, scope)), db, overlay),
        _ => Moving(RowsInPlay.Flows(InScope(db.HeaderFlows, scope)), db, overlay),
    };

    /// <summary>The rows that an edit of this scope may move, one number each.</summary>
    public IQueryable<long> InPlay(DashboardDbContext db, Scope scope) => kind switch
    {
        CredentialKind.OAuthToken => RowsInPlay.Credentials(InScope(db.OAuthTokens, scope)).Select(item => item.Row.Id),
        CredentialKind.HeaderCredential => RowsInPlay.Credentials(InScope(db.HeaderCredentials, scope)).Select(item => item.Row.Id),
        CredentialKind.OAuthFlow => RowsInPlay.Flows(InScope(db.OAuthFlows, scope)).Select(item => item.Row.Id),
        _ => RowsInPlay.Flows(InScope(db.HeaderFlows, scope)).Select(item => item.Row.Id),
    };

    /// <summary>How many rows are in play.</summary>
    public async Task<int> CountInPlayAsync(PlanContext context, Scope scope, CancellationToken cancellation)
    {
        var command = PartSql.InPlay(this, context, scope).Command(context, scope, PolicyOverlay.None, sql => $"SELECT COUNT(*) FROM ({sql})");
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), null);
    }

    /// <summary>Streams the rows that move, in the order client, identity, id.</summary>
    public async IAsyncEnumerable<Transition> StreamAsync(
        PlanContext context, Scope scope, PolicyOverlay overlay, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = await PartSql.Moving(this, context, scope).Command(context, scope, overlay, sql => sql).ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return Read(reader);
    }

    /// <summary>Whether any row moves.</summary>
    public async Task<bool> AnyMovingAsync(PlanContext context, Scope scope, PolicyOverlay overlay, CancellationToken cancellation)
    {
        await using var reader = await PartSql.Moving(this, context, scope).Command(context, scope, overlay, sql => sql).ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation);
    }

    /// <summary>The row under a reader of <see cref="PartSql.Moving"/>.</summary>
    public Transition Read(DbDataReader reader) => new()
    {
        Kind = kind,
        McpClientId = reader.GetInt32(0),
        IdentityKind = identity,
        IdentityId = reader.GetInt32(2),
        Id = reader.GetInt64(3),
        Move = (Move)reader.GetInt32(4),
        Reason = (Reason)reader.GetInt32(5),
        From = (CredentialStatus)reader.GetInt32(6),
    };

    private IQueryable<T> InScope<T>(IQueryable<T> rows, Scope scope) where T : IdentityKeyed =>
        identity == IdentityKind.VirtualKey ? scope.OfKeys(rows) : scope.OfUsers(rows);

    private IQueryable<Transition> Moving<T>(IQueryable<InPlay<T>> rows, DashboardDbContext db, PolicyOverlay overlay) where T : IdentityKeyed
    {
        var policy = PolicyRows.Of(db);
        var standings = identity == IdentityKind.VirtualKey ? rows.StandingsOfKeys(policy, overlay) : rows.StandingsOfUsers(policy, overlay);
        return standings
            .OrderBy(standing => standing.Row.McpClientId)
            .ThenBy(standing => standing.Row.IdentityKind)
            .ThenBy(standing => standing.Row.IdentityId)
            .ThenBy(standing => standing.Row.Id)
            .Transitions(kind);
    }
}
