using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// One table's share of an edit's scope, keyed by one kind of identity: the unit every set-based statement works on. Whatever is
/// asked of it (stream, page, count, write) goes through the one standings expression.
/// </summary>
internal abstract class Part
{
    /// <summary>The moving rows, in the order client, identity, id.</summary>
    public abstract IQueryable<Transition> Transitions { get; }

    /// <summary>Rows in play, moving or not.</summary>
    public abstract Task<int> CountInPlayAsync(CancellationToken cancellation);

    /// <summary>Writes the moving rows of this part to the record of the change; returns how many.</summary>
    public abstract Task<int> RecordAsync(DashboardDbContext db, long changeId, CancellationToken cancellation);

    /// <summary>Makes the transitions true with one set-based statement; returns how many rows it moved.</summary>
    public abstract Task<int> ApplyAsync(long changeId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Every part of a proposal's scope, in the plan's order.</summary>
    public static IReadOnlyList<Part> Of(DashboardDbContext db, Proposal proposal, GrantOverlay overlay)
    {
        var policy = PolicyRows.Of(db);
        var scope = proposal.Scope;
        return
        [
            Credentials(db.OAuthTokens, CredentialKind.OAuthToken),
            Credentials(db.HeaderCredentials, CredentialKind.HeaderCredential),
            Flows(db.OAuthFlows, CredentialKind.OAuthFlow),
            Flows(db.HeaderFlows, CredentialKind.HeaderFlow),
            CredentialsOfUsers(db.OAuthTokens, CredentialKind.OAuthToken),
            CredentialsOfUsers(db.HeaderCredentials, CredentialKind.HeaderCredential),
            FlowsOfUsers(db.OAuthFlows, CredentialKind.OAuthFlow),
            FlowsOfUsers(db.HeaderFlows, CredentialKind.HeaderFlow),
        ];

        Part Credentials<T>(IQueryable<T> rows, CredentialKind kind) where T : Credential =>
            new CredentialPart<T>(kind, RowsInPlay.Credentials(scope.OfKeys(rows)).StandingsOfKeys(policy, overlay));
        Part Flows<T>(IQueryable<T> rows, CredentialKind kind) where T : Flow =>
            new FlowPart<T>(kind, RowsInPlay.Flows(scope.OfKeys(rows)).StandingsOfKeys(policy, overlay));
        Part CredentialsOfUsers<T>(IQueryable<T> rows, CredentialKind kind) where T : Credential =>
            new CredentialPart<T>(kind, RowsInPlay.Credentials(scope.OfUsers(rows, policy)).StandingsOfUsers(policy, overlay));
        Part FlowsOfUsers<T>(IQueryable<T> rows, CredentialKind kind) where T : Flow =>
            new FlowPart<T>(kind, RowsInPlay.Flows(scope.OfUsers(rows, policy)).StandingsOfUsers(policy, overlay));
    }
}

internal abstract class Part<T>(CredentialKind kind, IQueryable<Standing<T>> standings) : Part where T : IdentityKeyed
{
    protected IQueryable<Standing<T>> Standings { get; } = standings;

    public override IQueryable<Transition> Transitions => Standings
        .OrderBy(standing => standing.Row.McpClientId)
        .ThenBy(standing => standing.Row.IdentityKind)
        .ThenBy(standing => standing.Row.IdentityId)
        .ThenBy(standing => standing.Row.Id)
        .Transitions(kind);

    public override Task<int> CountInPlayAsync(CancellationToken cancellation) => Standings.CountAsync(cancellation);

    public override Task<int> RecordAsync(DashboardDbContext db, long changeId, CancellationToken cancellation) =>
        ChangeRecord.InsertAsync(db, changeId, kind, Standings.Transitions(kind), cancellation);
}

internal sealed class CredentialPart<T>(CredentialKind kind, IQueryable<Standing<T>> standings) : Part<T>(kind, standings) where T : Credential
{
    public override Task<int> ApplyAsync(long changeId, DateTimeOffset at, CancellationToken cancellation) =>
        OrphanMark.FlipAsync(Standings.Moving().Select(standing => standing.Row), changeId, at, cancellation);
}

internal sealed class FlowPart<T>(CredentialKind kind, IQueryable<Standing<T>> standings) : Part<T>(kind, standings) where T : Flow
{
    public override Task<int> ApplyAsync(long changeId, DateTimeOffset at, CancellationToken cancellation) =>
        Standings.Moving().Select(standing => standing.Row).ExecuteDeleteAsync(cancellation);
}
