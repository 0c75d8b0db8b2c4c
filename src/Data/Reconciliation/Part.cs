using System.Data.Common;
using System.Runtime.CompilerServices;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>What a part asks of its rows.</summary>
internal enum Aspect
{
    /// <summary>Does the orphan mark agree with the proposed cover? Moves: orphan, reactivate, drop.</summary>
    Cover = 0,

    /// <summary>Does the health agree with the header names asked for? Moves: needs update, healthy.</summary>
    HeaderNames = 1,

    /// <summary>Nothing: they go. Move: delete.</summary>
    Deletion = 2,
}

/// <summary>
/// One table's share of an edit's rows, keyed by one kind of identity: the unit every set-based statement works on. Whatever is asked
/// of it (stream, page, count, record) is <see cref="Moving(DashboardDbContext, Question)"/>, as SQL that EF makes once.
/// </summary>
internal sealed record Part(CredentialKind Kind, IdentityKind Identity, Aspect Aspect)
{
    /// <summary>The parts an edit can move rows of, in the plan's order.</summary>
    public static IEnumerable<Part> Of(Proposal proposal)
    {
        foreach (var identity in Enum.GetValues<IdentityKind>())
        {
            if (identity != IdentityKind.Session && !ReferenceEquals(proposal.Scope, Scope.Nothing))
                foreach (var kind in Enum.GetValues<CredentialKind>())
                    yield return new(kind, identity, Aspect.Cover);
            if (proposal.HeaderNames is not null)
                yield return new(CredentialKind.HeaderCredential, identity, Aspect.HeaderNames);
            if (proposal.Deletion is not null)
                foreach (var kind in Enum.GetValues<CredentialKind>())
                    yield return new(kind, identity, Aspect.Deletion);
        }
    }

    /// <summary>The rows that move, in the order client, identity, id.</summary>
    public IQueryable<Transition> Moving(DashboardDbContext db, Question question) => Aspect switch
    {
        Aspect.HeaderNames => Ordered(RowsInPlay.Credentials(Of(db.HeaderCredentials, question.Scope))).NameTransitions(question.Lacking),
        Aspect.Deletion => Kind switch
        {
            CredentialKind.OAuthToken => Deletions(RowsInPlay.Credentials(Of(db.OAuthTokens, question.Doomed)), question),
            CredentialKind.HeaderCredential => Deletions(RowsInPlay.Credentials(Of(db.HeaderCredentials, question.Doomed)), question),
            CredentialKind.OAuthFlow => Deletions(RowsInPlay.AllFlows(Of(db.OAuthFlows, question.Doomed)), question),
            _ => Deletions(RowsInPlay.AllFlows(Of(db.HeaderFlows, question.Doomed)), question),
        },
        _ => Kind switch
        {
            CredentialKind.OAuthToken => Moving(RowsInPlay.Credentials(Of(db.OAuthTokens, question.Scope)), db, question.Overlay),
            CredentialKind.HeaderCredential => Moving(RowsInPlay.Credentials(Of(db.HeaderCredentials, question.Scope)), db, question.Overlay),
            CredentialKind.OAuthFlow => Moving(RowsInPlay.Flows(Of(db.OAuthFlows, question.Scope)), db, question.Overlay),
            _ => Moving(RowsInPlay.Flows(Of(db.HeaderFlows, question.Scope)), db, question.Overlay),
        },
    };

    /// <summary>The rows whose cover an edit of this scope asks, one number each.</summary>
    public IQueryable<long> InPlay(DashboardDbContext db, Question question) => Kind switch
    {
        CredentialKind.OAuthToken => RowsInPlay.Credentials(Of(db.OAuthTokens, question.Scope)).Select(item => item.Row.Id),
        CredentialKind.HeaderCredential => RowsInPlay.Credentials(Of(db.HeaderCredentials, question.Scope)).Select(item => item.Row.Id),
        CredentialKind.OAuthFlow => RowsInPlay.Flows(Of(db.OAuthFlows, question.Scope)).Select(item => item.Row.Id),
        _ => RowsInPlay.Flows(Of(db.HeaderFlows, question.Scope)).Select(item => item.Row.Id),
    };

    /// <summary>How many rows' cover is asked; the other aspects ask only of rows that move.</summary>
    public async Task<int> CountInPlayAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        var command = PartSql.InPlay(this, context, question).Command(context, question, sql => $"SELECT COUNT(*) FROM ({sql})");
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), null);
    }

    /// <summary>Streams the rows that move, in the order client, identity, id.</summary>
    public async IAsyncEnumerable<Transition> StreamAsync(
        PlanContext context, Question question, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = await PartSql.Moving(this, context, question).Command(context, question, sql => sql).ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return Read(reader);
    }

    /// <summary>Whether any row moves.</summary>
    public async Task<bool> AnyMovingAsync(PlanContext context, Question question, CancellationToken cancellation)
    {
        await using var reader = await PartSql.Moving(this, context, question).Command(context, question, sql => sql).ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation);
    }

    /// <summary>The row under a reader of <see cref="PartSql.Moving"/>.</summary>
    public Transition Read(DbDataReader reader) => new()
    {
        Kind = Kind,
        McpClientId = reader.GetInt32(0),
        IdentityKind = Identity,
        IdentityId = reader.GetInt32(2),
        Id = reader.GetInt64(3),
        Move = (Move)reader.GetInt32(4),
        Reason = (Reason)reader.GetInt32(5),
        From = (CredentialStatus)reader.GetInt32(6),
    };

    private IQueryable<T> Of<T>(IQueryable<T> rows, Scope scope) where T : IdentityKeyed => Identity switch
    {
        IdentityKind.VirtualKey => scope.OfKeys(rows),
        IdentityKind.User => scope.OfUsers(rows),
        _ => scope.OfSessions(rows),
    };

    private static IQueryable<InPlay<T>> Ordered<T>(IQueryable<InPlay<T>> rows) where T : IdentityKeyed => rows
        .OrderBy(item => item.Row.McpClientId).ThenBy(item => item.Row.IdentityKind).ThenBy(item => item.Row.IdentityId).ThenBy(item => item.Row.Id);

    private IQueryable<Transition> Deletions<T>(IQueryable<InPlay<T>> rows, Question question) where T : IdentityKeyed =>
        Ordered(rows).Deletions(Kind, question.Reason);

    private IQueryable<Transition> Moving<T>(IQueryable<InPlay<T>> rows, DashboardDbContext db, PolicyOverlay overlay) where T : IdentityKeyed
    {
        var policy = PolicyRows.Of(db);
        var standings = Identity == IdentityKind.VirtualKey ? rows.StandingsOfKeys(policy, overlay) : rows.StandingsOfUsers(policy, overlay);
        return standings
            .OrderBy(standing => standing.Row.McpClientId)
            .ThenBy(standing => standing.Row.IdentityKind)
            .ThenBy(standing => standing.Row.IdentityId)
            .ThenBy(standing => standing.Row.Id)
            .Transitions(Kind);
    }
}
