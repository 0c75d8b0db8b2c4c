using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Flows;

/// <summary>For whom a flow is started, by public ids.</summary>
/// <param name="McpClientId">The MCP client that asks for a credential.</param>
/// <param name="IdentityKind">What the credential will be keyed by.</param>
/// <param name="IdentityId">Public id of the virtual key or user, or the session id that the caller asserts.</param>
/// <param name="CallerUserId">Who asks; a user's flow is for that user alone.</param>
/// <param name="SignIn">What the provider's callback is recognised by; of a sign-in only.</param>
public sealed record FlowRequest(
    string McpClientId, IdentityKind IdentityKind, string IdentityId, string? CallerUserId = null, SignInStart? SignIn = null);

/// <summary>The <c>state</c> and the PKCE verifier of a sign-in (RFC 6749, section 10.12; RFC 7636).</summary>
public sealed record SignInStart(string State, string CodeVerifier, string RedirectUri);

/// <summary>What a flow ended with.</summary>
public abstract record FlowResult
{
    private FlowResult() { }

    /// <summary>The token answer of an OAuth provider.</summary>
    public sealed record Tokens(string AccessToken, string? RefreshToken, DateTimeOffset? ExpiresAt, IReadOnlyList<string> Scopes) : FlowResult;

    /// <summary>Header values by name, as typed; those given before need not be given again.</summary>
    public sealed record Headers(IReadOnlyDictionary<string, string> Values) : FlowResult;
}

/// <summary>What came of a step of a flow.</summary>
public abstract record FlowOutcome
{
    private FlowOutcome() { }

    /// <summary>The person can go on: there is one pending flow, new or refreshed.</summary>
    public sealed record Started(string FlowId, CredentialKind Kind, DateTimeOffset ExpiresAt) : FlowOutcome;

    /// <summary>The callback of this sign-in is ours to exchange, and nobody else's.</summary>
    public sealed record Claimed(string FlowId, string? CodeVerifier, string? RedirectUri) : FlowOutcome;

    /// <summary>It stands where it was sent: authorized or failed.</summary>
    public sealed record Moved(string FlowId, FlowStatus Status) : FlowOutcome;

    /// <summary>The credential is stored; orphaned if its grant went while the flow was under way.</summary>
    public sealed record Stored(string CredentialId, CredentialStatus Status) : FlowOutcome;

    /// <summary>The values do not do; nothing is stored and the flow stays. Each error names the header.</summary>
    public sealed record Invalid(IReadOnlyList<string> Errors) : FlowOutcome;

    /// <summary>Nothing is stored.</summary>
    public sealed record Refused(FlowRefusal Reason, string Message) : FlowOutcome;

    /// <summary>A commit held the database for as long as we wait. Nothing was written.</summary>
    public sealed record Busy(TimeSpan Waited) : FlowOutcome;

    /// <summary>The storage refuses. Nothing was written.</summary>
    public sealed record Storage(StorageFault Fault) : FlowOutcome;
}

/// <summary>Why a step of a flow is refused.</summary>
public enum FlowRefusal
{
    /// <summary>There is no such flow or credential: dropped by a change, finished, or gone with its key, user or client.</summary>
    Gone = 1,

    /// <summary>Nobody finished it in time.</summary>
    Expired = 2,

    /// <summary>It ended in an error.</summary>
    Failed = 3,

    /// <summary>It ended in a stored credential already.</summary>
    Completed = 4,

    /// <summary>It is not where this step starts: claimed twice, or finished without having been claimed.</summary>
    OutOfTurn = 5,

    /// <summary>It is a user's, and somebody else asks.</summary>
    NotYours = 6,

    /// <summary>The stored credential is orphaned: a new one would not help.</summary>
    Orphaned = 7,

    /// <summary>No grant covers the identity for this client.</summary>
    NotCovered = 8,

    /// <summary>The client asks nobody for a credential of their own, or for one of the other kind.</summary>
    WrongKind = 9,

    /// <summary>The <c>state</c> is not the one the sign-in was started with.</summary>
    WrongState = 10,

    /// <summary>Nobody said where the sign-in comes back to and how its callback is recognised: it could not be finished.</summary>
    NoProvider = 11,
}
