namespace Gatehouse.Data.Credentials;

/// <summary>What is seldom read of an OAuth token, kept apart so that the reconciled table stays narrow. Tokens are protected at rest.</summary>
public sealed class OAuthTokenSecret
{
    /// <summary>The token's <see cref="IdentityKeyed.Id"/>.</summary>
    public long Id { get; init; }

    /// <summary>The id outside.</summary>
    public required string PublicId { get; init; }

    /// <summary>Protected; null when it was imported without secrets.</summary>
    public byte[]? AccessToken { get; set; }

    /// <summary>Protected; null when there is none.</summary>
    public byte[]? RefreshToken { get; set; }

    /// <summary>When the access token expires (RFC 6749, section 5.1); null: unknown.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public IReadOnlyList<string> Scopes { get; set; } = [];

    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>What is seldom read of a header credential. Values are protected at rest.</summary>
public sealed class HeaderCredentialSecret
{
    /// <summary>The credential's <see cref="IdentityKeyed.Id"/>.</summary>
    public long Id { get; init; }

    /// <summary>The id outside.</summary>
    public required string PublicId { get; init; }

    /// <summary>JSON object name → value, protected; null when it was imported without values.</summary>
    public byte[]? Values { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }
}
