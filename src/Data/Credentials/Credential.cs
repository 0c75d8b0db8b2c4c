
namespace Gatehouse.Data.Credentials;

/// <summary>A stored credential: two facts apart, its health and its orphan mark. Usable = healthy and not orphaned.</summary>
public abstract class Credential : IdentityKeyed
{
    public CredentialHealth Health { get; set; } = CredentialHealth.Healthy;

    /// <summary>Set while no grant covers the credential. Changed by <c>Reconciliation/OrphanMark.cs</c> only.</summary>
    public DateTimeOffset? OrphanedAt { get; private set; }

    /// <summary>The change that orphaned it; null when not orphaned, or when it came in so.</summary>
    public long? OrphanedByChangeId { get; private set; }

    /// <summary>The status outside: orphaned if orphaned, else the health.</summary>
    public CredentialStatus Status => CredentialStatuses.Of(OrphanedAt is not null, Health);

    /// <summary>For rows that come in with a mark (import, samples, a flow that finishes after its grant went); what is stored already is moved by a commit only.</summary>
    public void ArriveOrphaned(DateTimeOffset at, long? byChangeId = null) =>
        (OrphanedAt, OrphanedByChangeId) = (at, byChangeId);
}

/// <summary>An OAuth token; its secrets are in <see cref="OAuthTokenSecret"/>.</summary>
public sealed class OAuthToken : Credential;

/// <summary>Header values; the values are in <see cref="HeaderCredentialSecret"/>.</summary>
public sealed class HeaderCredential : Credential
{
    /// <summary>Which header names are stored: an interned <see cref="HeaderNameSet"/>.</summary>
    public int HeaderNameSetId { get; init; }
}

/// <summary>A distinct set of canonical header names. There are few; a schema edit decides per set, not per row.</summary>
public sealed class HeaderNameSet
{
    public int Id { get; init; }

    /// <summary>Canonical names, sorted.</summary>
    public required IReadOnlyList<string> Names { get; init; }
}

/// <summary>Whether the credential would work if its grant is there.</summary>
public enum CredentialHealth
{
    /// <summary>As far as we know it works.</summary>
    Healthy = 1,

    /// <summary>OAuth: refresh failed for good, or the OAuth registration was rotated; its person must sign in again.</summary>
    NeedsReauth = 2,

    /// <summary>Headers: the admin asks for a header name that the stored values lack.</summary>
    NeedsUpdate = 3,
}

/// <summary>The rule that makes one status of the two facts.</summary>
public static class CredentialStatuses
{
    /// <summary>Orphaned if it carries the mark, whatever its health; else its health.</summary>
    public static CredentialStatus Of(bool isOrphaned, CredentialHealth health) => isOrphaned ? CredentialStatus.Orphaned : (CredentialStatus)health;
}

/// <summary>The one status shown outside, derived from health and orphan mark.</summary>
// Values below 4 are those of CredentialHealth.
public enum CredentialStatus
{
    /// <summary>Healthy and covered: usable.</summary>
    Active = 1,

    /// <summary>Covered, but its person must sign in again.</summary>
    NeedsReauth = 2,

    /// <summary>Covered, but a header value is missing.</summary>
    NeedsUpdate = 3,

    /// <summary>No grant covers it; it comes back when one does.</summary>
    Orphaned = 4,

    /// <summary>A flow somebody has not finished; on the record of a delete, a flow of whatever status.</summary>
    Pending = 5,
}
