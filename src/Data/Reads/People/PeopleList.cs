using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;

namespace Gatehouse.Data.Reads.People;

/// <summary>Which users or groups a list shows, and in which order. Rides in the URL.</summary>
public sealed record PeopleFilter
{
    /// <summary>Part of the name or the user name; case does not matter.</summary>
    public string? Search { get; init; }

    /// <summary>Only users that are switched on (true) or off (false); groups have no switch.</summary>
    public bool? IsActive { get; init; }

    public PeopleSort Sort { get; init; } = PeopleSort.Name;

    public bool Descending { get; init; }

    /// <summary>Something other than the order is asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || IsActive is not null;
}

/// <summary>What a list of users is sorted by; groups have a name only. Equal values follow each other by id.</summary>
public enum PeopleSort
{
    /// <summary>By name, upper and lower case alike.</summary>
    Name = 1,

    /// <summary>By user name.</summary>
    UserName = 2,
}

/// <summary>A user in the list.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">What people see.</param>
/// <param name="UserName">What the directory calls them.</param>
/// <param name="IsActive">Checked at use; no part of cover.</param>
/// <param name="Groups">Names of the groups they are a member of.</param>
/// <param name="PersonalKeys">Keys they own.</param>
/// <param name="TeamKeys">Keys that groups of theirs own.</param>
/// <param name="Credentials">Their own credentials and pending sign-ins.</param>
public sealed record UserItem(
    string Id, string Name, string UserName, bool IsActive, IReadOnlyList<string> Groups, int PersonalKeys, int TeamKeys, StatusCounts Credentials);

/// <summary>A group in the list.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">How many users are members.</param>
/// <param name="TeamKeys">Keys it owns.</param>
/// <param name="Profiles">Access profiles given to it.</param>
public sealed record GroupItem(string Id, string Name, int Members, int TeamKeys, int Profiles);

/// <summary>A user as their page shows them.</summary>
public sealed record UserDetail(
    string Id, string Name, string UserName, bool IsActive, int Groups, int PersonalKeys, int TeamKeys, StatusCounts Credentials,
    DateTimeOffset CreatedAt, EditedBy? LastEdit)
{
    public int Keys => PersonalKeys + TeamKeys;
}

/// <summary>A group as its page shows it.</summary>
public sealed record GroupDetail(string Id, string Name, int Members, int TeamKeys, int Profiles, DateTimeOffset CreatedAt, EditedBy? LastEdit);

/// <summary>An access profile as given to somebody.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">An inactive profile names nothing and grants nothing.</param>
/// <param name="Clients">MCP clients it names.</param>
public sealed record GivenProfile(string Id, string Name, bool IsActive, int Clients);
