using System.Security.Cryptography;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Engines;
using Gatehouse.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Flows;

/// <summary>
/// The steps of a flow, each in one immediate transaction: the lock that a commit takes. A header submission goes from pending to its
/// credential, a sign-in from pending over claiming and authorized. Credentials that are stored already are moved by commits only.
/// </summary>
public sealed class FlowEdits(Writes writes, SecretProtector protector)
{
    /// <summary>How long a person has.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Makes the one pending flow of an identity and client, or refreshes it; refused where its credential could not be used.</summary>
    public Task<FlowOutcome> StartAsync(FlowRequest request, CancellationToken cancellation = default) =>
        WithinAsync(step => new FlowStart(step, protector, cancellation).RunAsync(request), cancellation);

    /// <summary>Starts a flow for the identity and client of a stored credential, so that it is replaced.</summary>
    /// <param name="credentialId">Public id of a token or of header values.</param>
    /// <param name="callerUserId">Who asks.</param>
    /// <param name="signIn">What the provider's callback is recognised by; of a sign-in only, which is refused without.</param>
    /// <param name="cancellation">Cancels before anything is written.</param>
    public Task<FlowOutcome> ReauthAsync(string credentialId, string? callerUserId, SignInStart? signIn = null, CancellationToken cancellation = default) =>
        WithinAsync(step => new FlowStart(step, protector, cancellation).AgainAsync(credentialId, callerUserId, signIn), cancellation);

    /// <summary>Takes the callback of a sign-in, once: from pending to claiming.</summary>
    public Task<FlowOutcome> ClaimAsync(string flowId, string state, string? callerUserId, CancellationToken cancellation = default) => WithinAsync(async step =>
    {
        var db = step.Db;
        var (flow, refused) = await FlowGate.PassAsync(step, db.OAuthFlows, flowId, callerUserId, cancellation);
        if (refused is not null)
            return refused;
        if (flow!.Status != FlowStatus.Pending)
            return FlowGate.Refuse(FlowRefusal.OutOfTurn, "This sign-in is being completed already.");
        if (flow.StateHash is { } hash && !CryptographicOperations.FixedTimeEquals(hash, SecretHash.Of(state)))
            return FlowGate.Refuse(FlowRefusal.WrongState, "The answer of the provider does not belong to this sign-in. Start it again.");
        if (await FlowGate.ClosedAsync(db, db.OAuthTokens, flow, cancellation) is { } closed)
            return closed;
        var isReadable = protector.TryUnprotect(flow.CodeVerifier, out var verifier);
        if (isReadable)
            flow.Status = FlowStatus.Claiming;
        else
            flow.End(FlowStatus.Failed);
        await db.SaveChangesAsync(cancellation);
        return isReadable
            ? new FlowOutcome.Claimed(flow.PublicId, verifier, flow.RedirectUri)
            : FlowGate.Refuse(FlowRefusal.Failed, "This sign-in began before the key ring was replaced and cannot be completed. Start it again.");
    }, cancellation);

    /// <summary>The provider said yes: from claiming to authorized. From here the flow is past recall; what it stores carries the mark that cover demands.</summary>
    public Task<FlowOutcome> AuthorizeAsync(string flowId, CancellationToken cancellation = default) =>
        MoveAsync(flowId, FlowStatus.Authorized, from => from == FlowStatus.Claiming, cancellation);

    /// <summary>The provider said no, or the exchange failed.</summary>
    public Task<FlowOutcome> FailAsync(string flowId, CancellationToken cancellation = default) =>
        MoveAsync(flowId, FlowStatus.Failed, from => from is FlowStatus.Pending or FlowStatus.Claiming or FlowStatus.Authorized, cancellation);

    /// <summary>Stores the credential of a flow that is complete, and ends the flow.</summary>
    public Task<FlowOutcome> FinishAsync(string flowId, FlowResult result, string? callerUserId, CancellationToken cancellation = default) => WithinAsync(
        step => result switch
        {
            FlowResult.Tokens tokens => new FlowFinish(step, protector, cancellation).TokensAsync(flowId, tokens, callerUserId),
            FlowResult.Headers headers => new FlowFinish(step, protector, cancellation).HeadersAsync(flowId, headers, callerUserId),
            _ => throw new NotSupportedException(result.GetType().Name),
        }, cancellation);

    private Task<FlowOutcome> MoveAsync(string flowId, FlowStatus to, Func<FlowStatus, bool> startsAt, CancellationToken cancellation) => WithinAsync(async step =>
    {
        var db = step.Db;
        var flow = await db.OAuthFlows.FirstOrDefaultAsync(row => row.PublicId == flowId, cancellation);
        if (flow is null || !startsAt(flow.Status))
            return FlowGate.Past(flow) ?? FlowGate.Refuse(FlowRefusal.OutOfTurn, "This sign-in is not there yet.");
        if (to == FlowStatus.Authorized)
            flow.Status = to;
        else
            flow.End(to);
        await db.SaveChangesAsync(cancellation);
        return new FlowOutcome.Moved(flow.PublicId, to);
    }, cancellation);

    /// <summary>One step in one immediate transaction. A refusal may leave its mark on the flow (expired, failed), never on a credential.</summary>
    private async Task<FlowOutcome> WithinAsync(Func<WriteStep, Task<FlowOutcome>> run, CancellationToken cancellation) =>
        // A person at their own sign-in, whom the flow itself asks who they are: no role of the dashboard is in it.
        await writes.RunAsync(Actor.Program, Role.Viewer, async step =>
        {
            step.OffRecord("A person's own sign-in is no edit of an admin's.");
            var outcome = await run(step);
            return new Written<FlowOutcome>(outcome, outcome is not FlowOutcome.Invalid);
        }, cancellation) switch
        {
            WriteResult<FlowOutcome>.Done done => done.Value,
            WriteResult<FlowOutcome>.Busy busy => new FlowOutcome.Busy(busy.Waited),
            WriteResult<FlowOutcome>.Storage storage => new FlowOutcome.Storage(storage.Fault),
            var other => throw new InvalidOperationException($"A step of a flow came to {other}."),
        };
}
