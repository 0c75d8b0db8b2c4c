namespace Gatehouse.Data.Policy;

/// <summary>
/// The key a person, team or app uses to reach the gateway. Owned by one user (a personal key), one group (a team key) or nobody.
/// Only a hash of its secret is kept, and the prefix people know it by.
/// </summary>
public sealed class VirtualKey
{
    public int Id { get; init; }

    /// <summary>The id outside: API, snapshot, URLs.</summary>
    public required string PublicId { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>SHA-256 of the secret; null for an imported key whose secret was not part of the snapshot.</summary>
    public byte[]? SecretHash { get; set; }

    /// <summary>The first characters of the secret, shown for recognition; null when the secret is unknown.</summary>
    public string? SecretPrefix { get; set; }

    public int? OwnerUserId { get; set; }

    public int? OwnerGroupId { get; set; }

    /// <summary>Checked at use; no part of cover, so that re-enabling is instant.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Checked at use; no part of cover. Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Counts the committed edits of this key; part of a plan's fingerprint and of the form's optimistic check.</summary>
    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}
