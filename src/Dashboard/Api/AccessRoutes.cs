using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Access;
using Gatehouse.Data.Credentials;

namespace Gatehouse.Dashboard.Api;

/// <summary>What is true now: the runtime answer, and drift.</summary>
internal static class AccessRoutes
{
    public static void Map(IEndpointRouteBuilder reads)
    {
        reads.MapGet("/access", AskAsync).Says("Access", "Ask the runtime check", "Says whether this key may use this MCP client now, with which tools, through which source, and with which credential.").Answers<AccessReply>()
            .Takes("mcp_client_id", "The MCP client to be used.", isRequired: true).Takes("virtual_key_id", "The key of the call. Leave it out to ask about all keys of a user.")
            .Takes("user_id", "The calling user; absent: the owner of a personal key.").Takes("session_id", "The session id that the caller names.")
            .Example("mcp_client_id", "github").Example("virtual_key_id", "vk-ci-bot");
        reads.MapGet("/drift", DriftAsync).Says("Access", "Count drift", "Counts credentials whose orphan mark disagrees with their cover. The edit repair corrects them.").Answers<DriftAnswer>();
    }

    private static AccessReply AskAsync(HttpContext context, AccessCheck check)
    {
        var query = new Query(context, "mcp_client_id", "virtual_key_id", "user_id", "session_id");
        var request = new AccessRequest(query.Required("mcp_client_id"), query.Text("virtual_key_id"), query.Text("user_id"), query.Text("session_id"));
        if (request is { VirtualKeyId: null, UserId: null })
            throw new RefusedRequestException("virtual_key_id", "missing_parameter", "Name virtual_key_id, or user_id.");
        var answer = check.Ask(request);
        return new(
            answer.Covered, answer.Tools.Names, [.. answer.Via.Select(source => new AccessVia(source.Kind, source.VirtualKeyId, source.Tools.Names, source.ProfileId, source.ProfileName))],
            answer.Credential?.Id, answer.Credential?.Status, answer.Usable, answer.Reasons);
    }

    private static async Task<DriftAnswer> DriftAsync(HttpContext context, DriftWatch watch)
    {
        _ = new Query(context);
        var drift = await watch.CountAsync(DriftWatch.Fresh, context.RequestAborted);
        return new(drift.Count, TotalsAnswer.Of(drift.Moves, 0), [.. drift.Clients.Select(client => new DriftOfClient(
            client.ClientId, client.Name, client.Headers ? "headers" : "oauth", client.Moves.Orphan, client.Moves.Reactivate, client.Moves.Drop))], drift.At);
    }
}

/// <summary>What the runtime check answers.</summary>
/// <param name="Covered">Some grant reaches the client. Whether the key is active or expired and the client disabled is not part of it.</param>
/// <param name="Tools">What may be called; empty when not covered.</param>
/// <param name="Via">The sources that grant a tool.</param>
/// <param name="CredentialId">The credential that a call would use; null: there is none, or none is needed.</param>
/// <param name="CredentialStatus">Its status.</param>
/// <param name="Usable">The call may go out now.</param>
/// <param name="Reasons">Everything that is in the way; empty when usable.</param>
public sealed record AccessReply(
    bool Covered, IReadOnlyList<string> Tools, IReadOnlyList<AccessVia> Via, string? CredentialId, CredentialStatus? CredentialStatus, bool Usable, IReadOnlyList<AccessReason> Reasons);

/// <summary>A source that grants tools.</summary>
/// <param name="Kind">The key's own allowlist, an access profile, or the switch for all keys.</param>
/// <param name="VirtualKeyId">The key it grants them to.</param>
/// <param name="Tools">What it grants.</param>
/// <param name="ProfileId">The access profile, if it is one.</param>
/// <param name="ProfileName">Its name.</param>
public sealed record AccessVia(AccessSourceKind Kind, string VirtualKeyId, IReadOnlyList<string> Tools, string? ProfileId, string? ProfileName);

/// <summary>Credentials that are out of step with policy.</summary>
/// <param name="Count">How many.</param>
/// <param name="Totals">By what the edit repair would do.</param>
/// <param name="McpClients">By MCP client and kind.</param>
/// <param name="CountedAt">When; an answer is at most a minute old and never from before the last commit.</param>
public sealed record DriftAnswer(int Count, TotalsAnswer Totals, IReadOnlyList<DriftOfClient> McpClients, DateTimeOffset CountedAt);

/// <summary>Drift of one MCP client.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">oauth or headers.</param>
/// <param name="Orphan">Usable without cover.</param>
/// <param name="Reactivate">Orphaned though covered.</param>
/// <param name="Drop">Pending flows without cover.</param>
public sealed record DriftOfClient(string ClientId, string Name, string Kind, int Orphan, int Reactivate, int Drop);
