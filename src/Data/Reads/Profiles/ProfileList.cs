using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.VirtualKeys;

namespace Gatehouse.Data.Reads.Profiles;

/// <summary>Which access profiles a list shows, and in which order. Rides in the URL.</summary>
public sealed record ProfileFilter
{
    /// <summary>Part of the name of the profile or of an MCP client it names; case does not matter.</summary>
    public string? Search { get; init; }

    public bool? IsActive { get; init; }

    public ProfileSort Sort { get; init; } = ProfileSort.Name;

    public bool Descending { get; init; }

    /// <summary>Something other than the order is asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || IsActive is not null;
}

/// <summary>What a list of access profiles is sorted by. Equal values follow each other by id.</summary>
public enum ProfileSort
{
    /// <summary>By name, upper and lower case alike.</summary>
    Name = 1,

    /// <summary>By the last edit.</summary>
    Updated = 2,
}

/// <summary>To how many virtual keys, users and groups a profile is given.</summary>
public sealed record GivenCounts(int VirtualKeys, int Users, int Groups)
{
    public static readonly GivenCounts None = new(0, 0, 0);

    public int Total => VirtualKeys + Users + Groups;
}

/// <summary>A row of the list.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">An inactive profile names nothing and grants nothing.</param>
/// <param name="Clients">MCP clients it names.</param>
/// <param name="Given">Whom it is given to.</param>
/// <param name="Reached">Virtual keys that have it, as Cover says; none while it is inactive.</param>
/// <param name="UpdatedAt">The last edit.</param>
public sealed record ProfileItem(string Id, string Name, bool IsActive, int Clients, GivenCounts Given, int Reached, DateTimeOffset UpdatedAt);

/// <summary>An access profile as its page shows it.</summary>
public sealed record ProfileDetail(
    string Id, string Name, bool IsActive, int Version, int Clients, GivenCounts Given, int Reached, DateTimeOffset CreatedAt, EditedBy? LastEdit)
{
    /// <summary>What no edit would accept of it as it is.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>An MCP client as seen from an access profile.</summary>
/// <param name="ClientId">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="AuthType">What it wants to see from a caller.</param>
/// <param name="Known">The tools it listed when it was last asked.</param>
/// <param name="Tools">With which tools the profile names it; null: it does not; empty: it names it and grants nothing.</param>
/// <param name="AllKeys">It is allowed on all virtual keys.</param>
public sealed record ProfileContentRow(
    string ClientId, string Name, AuthType AuthType, IReadOnlyList<string> Known, ToolList? Tools, bool AllKeys);

/// <summary>An access profile as programs read it: what it names and whom it is given to, by public id.</summary>
public sealed record ProfilePolicy(
    string Id, string Name, bool IsActive, IReadOnlyList<ClientGrant> Content, IReadOnlyList<string> VirtualKeys, IReadOnlyList<string> Users,
    IReadOnlyList<string> Groups, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>What no edit would accept of it as it is.</summary>
    public IReadOnlyList<string> Faults() => StoredFaults.OfProfile(Name, Content.Select(grant => (grant.ClientName, grant.Tools)));
}
