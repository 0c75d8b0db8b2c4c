using System.Text.Json;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Flows;

/// <summary>
/// Stores the credential of a flow that is complete, inside the transaction its caller opened. A new one carries the orphan mark that cover
/// demands at this moment; one that is stored is replaced only while it is covered and not orphaned, so its mark stays as it is.
/// </summary>
internal sealed class FlowFinish(WriteStep step, SecretProtector protector, CancellationToken cancellation)
{
    private readonly DashboardDbContext db = step.Db;
    private readonly DateTimeOffset now = step.Now;

    public async Task<FlowOutcome> TokensAsync(string flowId, FlowResult.Tokens tokens, string? callerUserId)
    {
        var (flow, refused) = await FlowGate.PassAsync(step, db.OAuthFlows, flowId, callerUserId, cancellation);
        if (refused is not null)
            return refused;
        if (flow!.Status == FlowStatus.Pending)
            return FlowGate.Refuse(FlowRefusal.OutOfTurn, "The answer of the provider was not taken yet.");
        var held = await HeldAsync(db.OAuthTokens, flow);
        if (await ClosedAsync(db.OAuthTokens, flow, held is not null) is { } closed)
            return closed;

        OAuthTokenSecret secret;
        if (held is null)
        {
            held = db.OAuthTokens.Add(Arriving(await MarkedAsync(flow), new OAuthToken
            {
                Id = await Surrogate.NextAsync(db.OAuthTokens, now, cancellation),
                McpClientId = flow.McpClientId,
                IdentityKind = flow.IdentityKind,
                IdentityId = flow.IdentityId,
                CreatedAt = now,
            })).Entity;
            secret = db.OAuthTokenSecrets.Add(new OAuthTokenSecret { Id = held.Id, PublicId = Ids.New("token") }).Entity;
        }
        else
            secret = await db.OAuthTokenSecrets.FirstAsync(row => row.Id == held.Id, cancellation);
        secret.AccessToken = protector.Protect(tokens.AccessToken);
        secret.RefreshToken = string.IsNullOrEmpty(tokens.RefreshToken) ? null : protector.Protect(tokens.RefreshToken);
        (secret.ExpiresAt, secret.Scopes) = (tokens.ExpiresAt, tokens.Scopes);
        held.Health = CredentialHealth.Healthy;
        flow.End(FlowStatus.Completed);
        await db.SaveChangesAsync(cancellation);
        return new FlowOutcome.Stored(secret.PublicId, held.Status);
    }

    public async Task<FlowOutcome> HeadersAsync(string flowId, FlowResult.Headers headers, string? callerUserId)
    {
        var (flow, refused) = await FlowGate.PassAsync(step, db.HeaderFlows, flowId, callerUserId, cancellation);
        if (refused is not null)
            return refused;
        var held = await HeldAsync(db.HeaderCredentials, flow!);
        if (await ClosedAsync(db.HeaderCredentials, flow!, held is not null) is { } closed)
            return closed;
        var secret = held is null ? null : await db.HeaderCredentialSecrets.FirstAsync(row => row.Id == held.Id, cancellation);
        var required = await db.McpClients.Where(client => client.Id == flow!.McpClientId).Select(client => client.PerUserHeaderKeys).SingleAsync(cancellation);
        if (HeaderValues.Merge(required, Stored(secret), headers.Values, out var errors) is not { } values)
            return new FlowOutcome.Invalid(errors);

        var names = await NameSetAsync([.. values.Keys]);
        if (held is null)
        {
            held = db.HeaderCredentials.Add(Arriving(await MarkedAsync(flow!), new HeaderCredential
            {
                Id = await Surrogate.NextAsync(db.HeaderCredentials, now, cancellation),
                McpClientId = flow!.McpClientId,
                IdentityKind = flow.IdentityKind,
                IdentityId = flow.IdentityId,
                HeaderNameSetId = names,
                CreatedAt = now,
            })).Entity;
            secret = db.HeaderCredentialSecrets.Add(new HeaderCredentialSecret { Id = held.Id, PublicId = Ids.New("header") }).Entity;
        }
        else
            db.Entry(held).Property(row => row.HeaderNameSetId).CurrentValue = names;
        secret!.Values = protector.Protect(JsonSerializer.Serialize(values));
        held.Health = CredentialHealth.Healthy;
        db.HeaderFlows.Remove(flow!);
        await db.SaveChangesAsync(cancellation);
        return new FlowOutcome.Stored(secret.PublicId, held.Status);
    }

    private Task<T?> HeldAsync<T>(IQueryable<T> credentials, Flow flow) where T : Credential => credentials.FirstOrDefaultAsync(
        row => row.McpClientId == flow.McpClientId && row.IdentityKind == flow.IdentityKind && row.IdentityId == flow.IdentityId, cancellation);

    /// <summary>Whether nothing may be stored: a flow past recall still makes a new credential, but replaces none that could not be used.</summary>
    private async Task<FlowOutcome.Refused?> ClosedAsync<T>(IQueryable<T> credentials, Flow flow, bool replaces) where T : Credential
    {
        if (flow.Status != FlowStatus.Pending && !replaces)
            return null;
        if (await FlowGate.ClosedAsync(db, credentials, flow, cancellation) is not { } closed)
            return null;
        if (flow.Status != FlowStatus.Pending)
        {
            flow.End(FlowStatus.Failed);
            await db.SaveChangesAsync(cancellation);
        }
        return closed;
    }

    private async Task<bool> MarkedAsync(Flow flow) =>
        !await PolicyRows.Of(db).CoversAsync(flow.McpClientId, flow.IdentityKind, flow.IdentityId, cancellation);

    private T Arriving<T>(bool isOrphaned, T credential) where T : Credential
    {
        if (isOrphaned)
            credential.ArriveOrphaned(now);
        return credential;
    }

    /// <summary>What was typed before. Values that the key ring cannot open any more have to be typed again.</summary>
    private Dictionary<string, string> Stored(HeaderCredentialSecret? secret) =>
        protector.TryUnprotect(secret?.Values, out var values) && values is not null ? JsonSerializer.Deserialize<Dictionary<string, string>>(values)! : [];

    private async Task<int> NameSetAsync(IReadOnlyList<string> names)
    {
        var set = await db.HeaderNameSets.FirstOrDefaultAsync(row => row.Names == names, cancellation);
        if (set is null)
        {
            set = db.HeaderNameSets.Add(new HeaderNameSet { Names = names }).Entity;
            await db.SaveChangesAsync(cancellation);
        }
        return set.Id;
    }
}
