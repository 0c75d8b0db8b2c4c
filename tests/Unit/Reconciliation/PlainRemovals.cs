using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Tests.Unit.Reconciliation;

/// <summary>Rows that go though no object does, in plain loops.</summary>
internal static class PlainRemovals
{
    public static HashSet<(CredentialKind, long, Move)> Of(World world, Edit edit)
    {
        var moves = new HashSet<(CredentialKind, long, Move)>();
        if (edit is Edit.Purge purge)
        {
            var due = Credentials(world).Where(each => each.Row.OrphanedAt < purge.OrphanedBefore && each.Row.IdentityKind != IdentityKind.Session
                && !PlainOracle.Covers(world, each.Row.IdentityKind, each.Row.IdentityId, each.Row.McpClientId));
            foreach (var (kind, row) in due.OrderBy(each => each.Row.OrphanedAt).ThenBy(each => each.Kind).ThenBy(each => each.Row.Id).Take(purge.Limit))
                moves.Add((kind, row.Id, Move.Delete));
        }
        if (edit is Edit.RevokeCredentials revoke)
            foreach (var id in revoke.Ids)
                Revoke(id);
        return moves;

        void Revoke(string id)
        {
            foreach (var flow in world.OAuthFlows.Where(flow => $"of{flow.Id}" == id))
                moves.Add((CredentialKind.OAuthFlow, flow.Id, Move.Delete));
            foreach (var flow in world.HeaderFlows.Where(flow => $"hf{flow.Id}" == id))
                moves.Add((CredentialKind.HeaderFlow, flow.Id, Move.Delete));
            foreach (var token in world.Tokens.Where(token => $"t{token.Id}" == id))
            {
                moves.Add((CredentialKind.OAuthToken, token.Id, Move.Delete));
                foreach (var flow in world.OAuthFlows.Where(flow => IsUnderWay(flow) && IsOfTheSame(flow, token)))
                    moves.Add((CredentialKind.OAuthFlow, flow.Id, Move.Delete));
            }
            foreach (var header in world.Headers.Where(header => $"h{header.Id}" == id))
            {
                moves.Add((CredentialKind.HeaderCredential, header.Id, Move.Delete));
                foreach (var flow in world.HeaderFlows.Where(flow => IsUnderWay(flow) && IsOfTheSame(flow, header)))
                    moves.Add((CredentialKind.HeaderFlow, flow.Id, Move.Delete));
            }
        }
    }

    private static IEnumerable<(CredentialKind Kind, Credential Row)> Credentials(World world)
    {
        foreach (var row in world.Tokens)
            yield return (CredentialKind.OAuthToken, row);
        foreach (var row in world.Headers)
            yield return (CredentialKind.HeaderCredential, row);
    }

    private static bool IsUnderWay(Flow flow) => flow.Status is FlowStatus.Pending or FlowStatus.Claiming or FlowStatus.Authorized;

    private static bool IsOfTheSame(Flow flow, Credential row) =>
        flow.McpClientId == row.McpClientId && flow.IdentityKind == row.IdentityKind && flow.IdentityId == row.IdentityId;
}
