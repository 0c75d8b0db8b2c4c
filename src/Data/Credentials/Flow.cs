namespace Gatehouse.Data.Credentials;

/// <summary>A sign-in or header submission somebody was asked for. Lives 15 minutes; one pending one per identity and client.</summary>
public abstract class Flow : IdentityKeyed
{
    /// <summary>The id outside.</summary>
    public required string PublicId { get; init; }

    public FlowStatus Status { get; set; } = FlowStatus.Pending;

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>It is over. What its callback was recognised by goes with it: a verifier is good for one exchange, and a state for one answer.</summary>
    public void End(FlowStatus how)
    {
        Status = how;
        Forget();
    }

    private protected virtual void Forget() { }
}

/// <summary>A sign-in at an OAuth provider (RFC 6749, section 4.1, with PKCE, RFC 7636).</summary>
public sealed class OAuthFlow : Flow
{
    /// <summary>SHA-256 of the <c>state</c> parameter.</summary>
    public byte[]? StateHash { get; set; }

    /// <summary>PKCE code verifier, protected.</summary>
    public byte[]? CodeVerifier { get; set; }

    public string? RedirectUri { get; set; }

    private protected override void Forget() => (StateHash, CodeVerifier) = (null, null);
}

/// <summary>A header submission.</summary>
public sealed class HeaderFlow : Flow;

/// <summary>Which flows.</summary>
public static class Flows
{
    /// <summary>Those that may still end in a stored credential.</summary>
    public static IQueryable<T> UnderWay<T>(this IQueryable<T> flows) where T : Flow =>
        flows.Where(flow => flow.Status == FlowStatus.Pending || flow.Status == FlowStatus.Claiming || flow.Status == FlowStatus.Authorized);
}

/// <summary>Where a flow stands. Only pending ones are dropped by a reconciliation.</summary>
public enum FlowStatus
{
    /// <summary>Waiting for the person.</summary>
    Pending = 1,

    /// <summary>Its callback is being exchanged for a token; single use.</summary>
    Claiming = 2,

    /// <summary>The provider said yes; the token is being stored.</summary>
    Authorized = 3,

    /// <summary>It ended in an error.</summary>
    Failed = 4,

    /// <summary>Nobody finished it in time.</summary>
    Expired = 5,

    /// <summary>It ended in a stored credential.</summary>
    Completed = 6,
}
