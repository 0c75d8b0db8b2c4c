
namespace Gatehouse.Data.Reads.Rows;

/// <summary>Which virtual keys a list shows, and in which order. Rides in the URL.</summary>
public sealed record VirtualKeyFilter
{
    /// <summary>Part of the name, the owner's name or the key's prefix; case does not matter.</summary>
    public string? Search { get; init; }

    public VirtualKeyState? State { get; init; }

    /// <summary>Only keys behind which an orphaned credential stands (true) or none does (false).</summary>
    public bool? HasOrphaned { get; init; }

    /// <summary>Only keys with a direct grant of this MCP client (public id).</summary>
    public string? GrantsClient { get; init; }

    /// <summary>Only keys of this user or group (public id); <see cref="Nobody"/>: only those without owner.</summary>
    public string? Owner { get; init; }

    /// <summary>Only keys of which this user (public id) is one of the people: their personal keys, and the team keys of their groups.</summary>
    public string? Person { get; init; }

    /// <summary>Only these keys (public ids): what was picked from a list. Rides in no URL.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    public VirtualKeySort Sort { get; init; } = VirtualKeySort.Name;

    public bool Descending { get; init; }

    public const string Nobody = "nobody";

    /// <summary>Something other than the order is asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || State is not null || HasOrphaned is not null || GrantsClient is not null || Owner is not null || Person is not null;
}

/// <summary>What a list of virtual keys is sorted by. Equal values follow each other by id.</summary>
public enum VirtualKeySort
{
    /// <summary>By name, upper and lower case alike.</summary>
    Name = 1,

    /// <summary>By the owner's name; keys without owner first.</summary>
    Owner = 2,

    /// <summary>By the last edit.</summary>
    Updated = 3,
}

/// <summary>Whether a key opens the gateway, as seen at one moment.</summary>
public enum VirtualKeyState
{
    /// <summary>It works; the filter takes those that expire soon too.</summary>
    Active = 1,

    /// <summary>It works, and expires within a week.</summary>
    ExpiresSoon = 2,

    /// <summary>An admin switched it off.</summary>
    Inactive = 3,

    /// <summary>Its time is over.</summary>
    Expired = 4,
}

/// <summary>Who owns a key.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Display name.</param>
/// <param name="IsGroup">A group (team key), not a user (personal key).</param>
public sealed record OwnerName(string Id, string Name, bool IsGroup);
