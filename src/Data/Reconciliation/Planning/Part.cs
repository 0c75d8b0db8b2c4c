using System.Runtime.CompilerServices;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation.Facets;

namespace Gatehouse.Data.Reconciliation.Planning;

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
    public static IEnumerable<Part> Of(ResolvedEdit resolved)
    {
        foreach (var identity in Enum.GetValues<IdentityKind>())
        {
            if (identity != IdentityKind.Session && !ReferenceEquals(resolved.Scope, Scope.Nothing))
                foreach (var kind in Enum.GetValues<CredentialKind>())
                    yield return new(kind, identity, Aspect.Cover);
            if (resolved.HeaderNames is not null)
                yield return new(CredentialKind.HeaderCredential, identity, Aspect.HeaderNames);
            if (resolved.Doomed is not null)
                foreach (var kind in Enum.GetValues<CredentialKind>())
                    yield return new(kind, identity, Aspect.Deletion);
        }
    }

    /// <summary>The rows that move, in the order client, identity, id.</summary>
    public IQueryable<Transition> Moving(DashboardDbContext db, Question question) => Aspect switch
    {
        Aspect.HeaderNames => Ordered(RowsInPlay.Credentials(Asked(db, db.HeaderCredentials, question))).NameTransitions(PlanTables.Lacking(db)),
        Aspect.Deletion => CredentialFacts.Of(Kind).On(db, new GoingRows(this, db, question)),
        _ => CredentialFacts.Of(Kind).On(db, new AskedRows(this, db, question)),
    };

    /// <summary>The rows whose cover an edit of this scope asks, one number each.</summary>
    public IQueryable<long> InPlay(DashboardDbContext db, Question question) => CredentialFacts.Of(Kind).On(db, new RowsAsked(this, db, question));

    /// <summary>The moving rows, with the members of a <see cref="Transition"/>.</summary>
    public KeptStatement MovingSql(PlanContext context) => KeptStatement.Of(context.Db, new MovingShape(this, context.Question.Shape), () => Moving(context.Db, context.Question).Select(row => new
    {
        row.McpClientId,
        row.IdentityKind,
        row.IdentityId,
        row.Id,
        row.Move,
        row.Reason,
        row.From,
    }));

    /// <summary>Gives the columns of <see cref="MovingSql"/> names to filter and sort by; the SELECT follows. Found once when it is asked for more than a page.</summary>
    public static string Named(KeptStatement moving, bool once) =>
        $"WITH moving AS {(once ? "MATERIALIZED" : "NOT MATERIALIZED")} (\nSELECT {MovingRows.AsColumns("found")} FROM (\n{moving.Text}\n) AS found)";

    /// <summary>How many rows' cover is asked; the other aspects ask only of rows that move.</summary>
    public async Task<int> CountInPlayAsync(PlanContext context, CancellationToken cancellation)
    {
        var rows = KeptStatement.Of(context.Db, new InPlayShape(this, context.Question.Scope.GetType()), () => InPlay(context.Db, context.Question).Select(id => new { Id = id }));
        var command = context.Command(rows, kept => $"SELECT COUNT(*) FROM (\n{kept.Text}\n) AS kept");
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), null);
    }

    /// <summary>Streams the rows that move, in the order client, identity, id.</summary>
    public async IAsyncEnumerable<Transition> StreamAsync(
        PlanContext context, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = await context.Command(MovingSql(context), kept => kept.Text).ExecuteReaderAsync(cancellation);
        var rows = new MovingReader(reader, this);
        while (await reader.ReadAsync(cancellation))
            yield return rows.Row;
    }

    /// <summary>Whether any row moves.</summary>
    public async Task<bool> AnyMovingAsync(PlanContext context, CancellationToken cancellation)
    {
        await using var reader = await context.Command(MovingSql(context), kept => kept.Text).ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation);
    }

    private IQueryable<T> Asked<T>(DashboardDbContext db, IQueryable<T> rows, Question question) where T : IdentityKeyed =>
        question.Scope.Of(rows, Identity, PlanTables.Rows(db, doomed: false));

    private IQueryable<T> Doomed<T>(DashboardDbContext db, IQueryable<T> rows, Question question) where T : IdentityKeyed =>
        question.Doomed.Of(rows, Identity, PlanTables.Rows(db, doomed: true));

    private static IQueryable<InPlay<T>> Ordered<T>(IQueryable<InPlay<T>> rows) where T : IdentityKeyed => rows
        .OrderBy(item => item.Row.McpClientId).ThenBy(item => item.Row.IdentityKind).ThenBy(item => item.Row.IdentityId).ThenBy(item => item.Row.Id);

    private IQueryable<Transition> Deletions<T>(IQueryable<InPlay<T>> rows, Question question) where T : IdentityKeyed =>
        Ordered(rows).Deletions(Kind, question.Deleted);

    private IQueryable<Transition> Moving<T>(IQueryable<InPlay<T>> rows, DashboardDbContext db, Question question) where T : IdentityKeyed
    {
        var (standing, proposed) = PlanCover.Reachable(db, question);
        // What the edit does not write is not looked for: EF takes a question to nothing out of the statement.
        var (asksGrants, asksJoins) = (question.Difference.Touches(GrantFacet.Facet), question.Reasons.Joining is not null);
        var edited = new EditedPolicy(
            asksGrants ? db.Set<ProposedGrant>() : db.Set<ProposedGrant>().Where(_ => false),
            asksJoins ? db.Set<ProposedMember>() : db.Set<ProposedMember>().Where(_ => false));
        var standings = Identity == IdentityKind.VirtualKey
            ? rows.StandingsOfKeys(standing, proposed, edited) : rows.StandingsOfUsers(standing, proposed, edited);
        return standings
            .OrderBy(standing => standing.Row.McpClientId)
            .ThenBy(standing => standing.Row.IdentityKind)
            .ThenBy(standing => standing.Row.IdentityId)
            .ThenBy(standing => standing.Row.Id)
            .Transitions(Kind, question.Reasons);
    }

    private sealed class AskedRows(Part part, DashboardDbContext db, Question question) : ICredentialUse<IQueryable<Transition>>
    {
        public IQueryable<Transition> Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential =>
            part.Moving(RowsInPlay.Credentials(part.Asked(db, rows, question)), db, question);

        public IQueryable<Transition> Flows<T>(IQueryable<T> rows) where T : Flow => part.Moving(RowsInPlay.Flows(part.Asked(db, rows, question)), db, question);
    }

    private sealed class GoingRows(Part part, DashboardDbContext db, Question question) : ICredentialUse<IQueryable<Transition>>
    {
        public IQueryable<Transition> Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential =>
            part.Deletions(RowsInPlay.Credentials(part.Doomed(db, rows, question)), question);

        public IQueryable<Transition> Flows<T>(IQueryable<T> rows) where T : Flow => part.Deletions(RowsInPlay.AllFlows(part.Doomed(db, rows, question)), question);
    }

    private sealed class RowsAsked(Part part, DashboardDbContext db, Question question) : ICredentialUse<IQueryable<long>>
    {
        public IQueryable<long> Stored<T>(IQueryable<T> rows, IQueryable<KnownCredential> known) where T : Credential =>
            RowsInPlay.Credentials(part.Asked(db, rows, question)).Select(item => item.Row.Id);

        public IQueryable<long> Flows<T>(IQueryable<T> rows) where T : Flow => RowsInPlay.Flows(part.Asked(db, rows, question)).Select(item => item.Row.Id);
    }
}

/// <summary>What the statement of a part's moving rows depends on.</summary>
internal sealed record MovingShape(Part Part, Shape Question) : StatementShape;

/// <summary>What the statement of a part's rows in play depends on.</summary>
internal sealed record InPlayShape(Part Part, Type Scope) : StatementShape;
