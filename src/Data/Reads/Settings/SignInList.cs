
namespace Gatehouse.Data.Reads.Settings;

/// <summary>Which sign-ins a list shows, and in which order. Rides in the URL.</summary>
public sealed record SignInFilter
{
    /// <summary>Part of the user name, of the address or of the browser; case does not matter.</summary>
    public string? Search { get; init; }

    /// <summary>Only those of this account; null: everybody's.</summary>
    public string? AdminId { get; init; }

    public SignInSort Sort { get; init; } = SignInSort.LastSeen;

    public bool Descending { get; init; } = true;

    /// <summary>Something other than the order is asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search);
}

/// <summary>What a list of sign-ins is sorted by. Equal values follow each other by id.</summary>
public enum SignInSort
{
    /// <summary>By when it was seen last.</summary>
    LastSeen = 1,

    /// <summary>By user name, upper and lower case alike.</summary>
    Account = 2,

    /// <summary>By when it was made.</summary>
    Made = 3,
}

/// <summary>A row of the list: somebody who is signed in now.</summary>
/// <param name="Id">Public id.</param>
/// <param name="UserName">Of the account.</param>
/// <param name="Browser">In words.</param>
/// <param name="Address">Null: not known.</param>
/// <param name="MadeAt">When they signed in.</param>
/// <param name="LastSeenAt">To the minute.</param>
/// <param name="PasswordAt">When the password was given last.</param>
public sealed record SignInItem(string Id, string UserName, string Browser, string? Address, DateTimeOffset MadeAt, DateTimeOffset LastSeenAt, DateTimeOffset PasswordAt);
