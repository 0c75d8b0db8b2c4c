using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Flows;

/// <summary>Starts a flow, inside the transaction its caller opened.</summary>
internal sealed class FlowStart(WriteStep step, SecretProtector protector, CancellationToken cancellation)
{
    private readonly DashboardDbContext db = step.Db;
    private readonly DateTimeOffset now = step.Now;

    public async Task<FlowOutcome> RunAsync(FlowRequest request)
    {
        var client = await db.McpClients.FirstOrDefaultAsync(row => row.ClientId == request.McpClientId, cancellation);
        if (client is null)
            return FlowGate.Refuse(FlowRefusal.Gone, "There is no such MCP client.");
        var identity = request.IdentityKind switch
        {
            IdentityKind.VirtualKey => await db.VirtualKeys.Where(key => key.PublicId == request.IdentityId).Select(key => (int?)key.Id).FirstOrDefaultAsync(cancellation),
            IdentityKind.User => await db.People.Where(user => user.PublicId == request.IdentityId).Select(user => (int?)user.Id).FirstOrDefaultAsync(cancellation),
            _ => await SessionAsync(request.IdentityId),
        };
        return identity is null
            ? FlowGate.Refuse(FlowRefusal.Gone, "There is no such virtual key or user.")
            : await StartAsync(client, request.IdentityKind, identity.Value, request.CallerUserId, request.SignIn);
    }

    /// <summary>For the identity and client of a credential that is stored.</summary>
    public async Task<FlowOutcome> AgainAsync(string credentialId, string? callerUserId, SignInStart? signIn)
    {
        var held = await OfAsync(db.HeaderCredentials.Where(row => db.HeaderCredentialSecrets.Any(secret => secret.Id == row.Id && secret.PublicId == credentialId)))
            ?? await OfAsync(db.OAuthTokens.Where(row => db.OAuthTokenSecrets.Any(secret => secret.Id == row.Id && secret.PublicId == credentialId)));
        return held is null
            ? FlowGate.Refuse(FlowRefusal.Gone, "There is no such credential any more.")
            : await StartAsync(await db.McpClients.FirstAsync(row => row.Id == held.McpClientId, cancellation), held.IdentityKind, held.IdentityId, callerUserId, signIn);

        async Task<IdentityKeyed?> OfAsync<T>(IQueryable<T> rows) where T : Credential => await rows.AsNoTracking().FirstOrDefaultAsync(cancellation);
    }

    private async Task<FlowOutcome> StartAsync(McpClient client, IdentityKind kind, int identity, string? callerUserId, SignInStart? signIn)
    {
        if (await FlowGate.IsOfAnotherAsync(db, kind, identity, callerUserId, cancellation))
            return FlowGate.Refuse(FlowRefusal.NotYours, "A user's credential is the user's own to make. Sign in as that person.");
        if (client.AuthType == AuthType.PerUserHeaders)
            return await PendingAsync(db.HeaderFlows, db.HeaderCredentials, CredentialKind.HeaderFlow, new HeaderFlow
            {
                Id = await Surrogate.NextAsync(db.HeaderFlows, now, cancellation),
                PublicId = Ids.New("flow"),
                McpClientId = client.Id,
                IdentityKind = kind,
                IdentityId = identity,
                CreatedAt = now,
            }, _ => { });
        if (client.AuthType == AuthType.PerUserOAuth)
            return await PendingAsync(db.OAuthFlows, db.OAuthTokens, CredentialKind.OAuthFlow, new OAuthFlow
            {
                Id = await Surrogate.NextAsync(db.OAuthFlows, now, cancellation),
                PublicId = Ids.New("flow"),
                McpClientId = client.Id,
                IdentityKind = kind,
                IdentityId = identity,
                CreatedAt = now,
            }, flow => (flow.StateHash, flow.CodeVerifier, flow.RedirectUri) = (SecretHash.Of(signIn!.State), protector.Protect(signIn.CodeVerifier), signIn.RedirectUri),
            signIn is null ? FlowGate.Refuse(FlowRefusal.NoProvider, $"The sign-in of {client.Name} cannot be started from here: its OAuth provider is not configured. The gateway asks for it with the next call.") : null);
        return FlowGate.Refuse(FlowRefusal.WrongKind, $"{client.Name} asks nobody for a credential of their own.");
    }

    /// <summary>The one pending flow of the identity and client: the row that is there, or the fresh one; neither is touched when it is refused.</summary>
    private async Task<FlowOutcome> PendingAsync<TFlow, TCredential>(
        DbSet<TFlow> flows, IQueryable<TCredential> credentials, CredentialKind kind, TFlow fresh, Action<TFlow> prepare, FlowOutcome.Refused? unable = null)
        where TFlow : Flow where TCredential : Credential
    {
        if ((await FlowGate.ClosedAsync(db, credentials, fresh, cancellation) ?? unable) is { } refused)
            return refused;
        var flow = await flows.FirstOrDefaultAsync(row => row.McpClientId == fresh.McpClientId && row.IdentityKind == fresh.IdentityKind
            && row.IdentityId == fresh.IdentityId && row.Status == FlowStatus.Pending, cancellation) ?? flows.Add(fresh).Entity;
        flow.ExpiresAt = now + FlowEdits.Lifetime;
        prepare(flow);
        await db.SaveChangesAsync(cancellation);
        return new FlowOutcome.Started(flow.PublicId, kind, flow.ExpiresAt);
    }

    private async Task<int?> SessionAsync(string sessionId)
    {
        if (string.IsNullOrWhiteSpace(sessionId))
            return null;
        var session = await db.McpSessions.FirstOrDefaultAsync(row => row.SessionId == sessionId, cancellation);
        if (session is null)
        {
            session = db.McpSessions.Add(new McpSession { SessionId = sessionId }).Entity;
            await db.SaveChangesAsync(cancellation);
        }
        return session.Id;
    }
}
