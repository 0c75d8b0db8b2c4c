using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Which credentials a list shows. Rides in the URL.</summary>
public sealed record CredentialFilter
{
    /// <summary>Part of the name of the MCP client, the key or the person; case does not matter.</summary>
    public string? Search { get; init; }

    public CredentialStatus? Status { get; init; }

    public CredentialKind? Kind { get; init; }

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || Status is not null || Kind is not null;
}

/// <summary>A page of credentials, and how many there are by status whatever the filter.</summary>
public sealed record CredentialPage(IReadOnlyList<CredentialItem> Items, int Total, StatusCounts Counts);

/// <summary>A credential or pending flow as lists show it.</summary>
public sealed record CredentialItem
{
    /// <summary>Public id.</summary>
    public required string Id { get; init; }

    public required CredentialKind Kind { get; init; }

    public required string ClientId { get; init; }

    public required string ClientName { get; init; }

    public required IdentityKind IdentityKind { get; init; }

    /// <summary>The person of a user-keyed row, the key of a VK-keyed one.</summary>
    public required string Who { get; init; }

    /// <summary>Public id of that person, key or session; empty where a list is about one of them.</summary>
    public string WhoId { get; init; } = "";

    public required CredentialStatus Status { get; init; }

    /// <summary>What it is, or comes back as, when it is covered; null: a flow.</summary>
    public CredentialHealth? Health { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When the access token or the flow expires; null: unknown or never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? OrphanedAt { get; init; }

    /// <summary>What orphaned it; null when it came in orphaned.</summary>
    public OrphanedBy? OrphanedBy { get; init; }

    /// <summary>Header names its client asks for that it lacks.</summary>
    public IReadOnlyList<string> MissingHeaders { get; init; } = [];

    /// <summary>What an OAuth token was granted (RFC 6749, section 3.3).</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>An OAuth token can be renewed without its person.</summary>
    public bool HasRefreshToken { get; init; }

    /// <summary>An admin can ask for it anew while a grant covers it: neither a user's own, nor a sign-in, which only the gateway starts.</summary>
    public bool CanReauth => Kind == CredentialKind.HeaderCredential && IdentityKind != IdentityKind.User && Status != CredentialStatus.Orphaned;
}

/// <summary>The change that orphaned a credential.</summary>
public sealed record OrphanedBy(long ChangeId, string Actor, Reason? Reason);
