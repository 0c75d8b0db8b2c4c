using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Edits;
using Gatehouse.Data.Reconciliation.Facets;
using Gatehouse.Data.Reconciliation.Planning;
using Gatehouse.Tests.Unit.Support;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>The pure planner: what the product asks of tables, asked of a world's lists.</summary>
internal static class PlanInMemory
{
    /// <summary>The product's expression over lists, with the scope and the overlay that the product resolves.</summary>
    public static async Task<HashSet<(CredentialKind, long, Move)>> MovesAsync(TestDatabase database, World world, Edit edit)
    {
        await using var db = database.CreateDbContext();
        var resolved = (await Resolver.ResolveAsync(db, edit, default)).Resolved!;
        var (question, scope) = (Question.Of(resolved), resolved.Scope);
        var (standing, proposed) = (world.Policy.Reachable(), question.Difference.Over(world.Policy).Reachable());
        var edited = new EditedPolicy(question.Difference.Of(GrantFacet.Facet) ?? Array.Empty<ProposedGrant>().AsQueryable(), question.Difference.Of(MemberFacet.Facet) ?? Array.Empty<ProposedMember>().AsQueryable());
        return
        [
            .. Deleted(RowsInPlay.Credentials(Doomed(world.Tokens)), CredentialKind.OAuthToken),
            .. Deleted(RowsInPlay.Credentials(Doomed(world.Headers)), CredentialKind.HeaderCredential),
            .. Deleted(RowsInPlay.AllFlows(Doomed(world.OAuthFlows)), CredentialKind.OAuthFlow),
            .. Deleted(RowsInPlay.AllFlows(Doomed(world.HeaderFlows)), CredentialKind.HeaderFlow),
            .. resolved.HeaderNames is not { } names ? [] : Support.InMemory.Run(RowsInPlay.Credentials(All(resolved.Scope, world.Headers)).NameTransitions(names.Lacking.Select(id => new PolicyId { Id = id }).AsQueryable())).Select(Key),
            .. Credentials(world.Tokens, CredentialKind.OAuthToken),
            .. Credentials(world.Headers, CredentialKind.HeaderCredential),
            .. Flows(world.OAuthFlows, CredentialKind.OAuthFlow),
            .. Flows(world.HeaderFlows, CredentialKind.HeaderFlow),
        ];

        static (CredentialKind, long, Move) Key(Transition row) => (row.Kind, row.Id, row.Move);

        static IQueryable<T> All<T>(Scope within, IReadOnlyList<T> rows) where T : IdentityKeyed =>
            Enum.GetValues<IdentityKind>().SelectMany(identity => Support.InMemory.Run(within.Of(rows.AsQueryable(), identity, within.InMemory()))).ToArray().AsQueryable();

        IQueryable<T> Of<T>(IReadOnlyList<T> rows, IdentityKind identity) where T : IdentityKeyed =>
            Support.InMemory.Run(scope.Of(rows.AsQueryable(), identity, scope.InMemory())).AsQueryable();

        IQueryable<T> Doomed<T>(IReadOnlyList<T> rows) where T : IdentityKeyed => All(question.Doomed, rows);

        IEnumerable<(CredentialKind, long, Move)> Deleted<T>(IQueryable<InPlay<T>> rows, CredentialKind kind) where T : IdentityKeyed =>
            Support.InMemory.Run(rows.Deletions(kind, question.Deleted)).Select(Key);

        IEnumerable<(CredentialKind, long, Move)> Credentials<T>(IReadOnlyList<T> rows, CredentialKind kind) where T : Credential =>
            Moves(RowsInPlay.Credentials(Of(rows, IdentityKind.VirtualKey)), RowsInPlay.Credentials(Of(rows, IdentityKind.User)), kind);

        IEnumerable<(CredentialKind, long, Move)> Flows<T>(IReadOnlyList<T> rows, CredentialKind kind) where T : Flow =>
            Moves(RowsInPlay.Flows(Of(rows, IdentityKind.VirtualKey)), RowsInPlay.Flows(Of(rows, IdentityKind.User)), kind);

        IEnumerable<(CredentialKind, long, Move)> Moves<T>(IQueryable<InPlay<T>> ofKeys, IQueryable<InPlay<T>> ofUsers, CredentialKind kind) where T : IdentityKeyed =>
            Support.InMemory.Run(ofKeys.StandingsOfKeys(standing, proposed, edited).Transitions(kind, question.Reasons))
                .Concat(Support.InMemory.Run(ofUsers.StandingsOfUsers(standing, proposed, edited).Transitions(kind, question.Reasons)))
                .Select(row => (row.Kind, row.Id, row.Move));
    }
}
