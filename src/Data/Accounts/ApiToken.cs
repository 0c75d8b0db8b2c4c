namespace Gatehouse.Data.Accounts;

/// <summary>What a script signs in with: a bearer token (RFC 6750), shown once, of which only a hash is kept.</summary>
public sealed class ApiToken
{
    public int Id { get; init; }

    /// <summary>Id outside.</summary>
    public required string PublicId { get; init; }

    /// <summary>Name in the record of what it did; of tokens that are not revoked each name is one's own.</summary>
    public required string Name { get; init; }

    public Role Role { get; init; }

    /// <summary>First characters of the token, by which its holder knows it again.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token. It is 256 random bits, so nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>User name of the admin who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From then on it is refused; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute, so that reading does not write at each request.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }
}
