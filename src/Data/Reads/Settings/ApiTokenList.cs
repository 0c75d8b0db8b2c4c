

namespace Gatehouse.Data.Reads.Settings;

/// <summary>Which API tokens a list shows, and in which order. Rides in the URL.</summary>
public sealed record ApiTokenFilter
{
    /// <summary>Part of the name, of the prefix or of who made it; case does not matter.</summary>
    public string? Search { get; init; }

    public Role? Role { get; init; }

    /// <summary>Null: all of them.</summary>
    public ApiTokenState? State { get; init; }

    public ApiTokenSort Sort { get; init; } = ApiTokenSort.Name;

    public bool Descending { get; init; }

    /// <summary>Something other than the order is asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || Role is not null || State is not null;
}

/// <summary>Whether a token opens anything.</summary>
public enum ApiTokenState
{
    /// <summary>It is good.</summary>
    Good = 1,

    /// <summary>Its time is over.</summary>
    Expired = 2,

    /// <summary>An admin revoked it.</summary>
    Revoked = 3,
}

/// <summary>What a list of API tokens is sorted by. Equal values follow each other by id.</summary>
public enum ApiTokenSort
{
    /// <summary>By name, upper and lower case alike.</summary>
    Name = 1,

    /// <summary>By when it was used last; never comes first.</summary>
    LastUsed = 2,

    /// <summary>By when it was made.</summary>
    Created = 3,
}

/// <summary>A row of the list.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="State">Whether it opens anything.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">Null: never.</param>
/// <param name="LastUsedAt">To the minute; null: never used.</param>
/// <param name="RevokedAt">Null: it is not revoked.</param>
/// <param name="RevokedBy">Who revoked it.</param>
public sealed record ApiTokenItem(
    string Id, string Name, string Prefix, Role Role, ApiTokenState State, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? RevokedBy);
