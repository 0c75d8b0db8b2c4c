using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;

namespace Gatehouse.Data.Reads.McpClients;

/// <summary>Which MCP clients a list shows, and in which order. Rides in the URL.</summary>
public sealed record McpClientFilter
{
    /// <summary>Part of the name, the id or the address; case does not matter.</summary>
    public string? Search { get; init; }

    public AuthType? AuthType { get; init; }

    /// <summary>Only clients allowed on all virtual keys (true) or shared key by key (false).</summary>
    public bool? AllKeys { get; init; }

    /// <summary>Only clients that are switched off at the gateway (true) or not (false).</summary>
    public bool? Disabled { get; init; }

    public McpClientSort Sort { get; init; } = McpClientSort.Name;

    public bool Descending { get; init; }

    /// <summary>Something other than the order is asked for.</summary>
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || AuthType is not null || AllKeys is not null || Disabled is not null;
}

/// <summary>What a list of MCP clients is sorted by. Equal values follow each other by name, then id.</summary>
public enum McpClientSort
{
    /// <summary>By name, upper and lower case alike.</summary>
    Name = 1,

    /// <summary>By what the server wants to see from a caller, from nothing to values of each identity's own.</summary>
    Auth = 2,

    /// <summary>Enabled before disabled.</summary>
    State = 3,
}

/// <summary>A row of the list.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">URL, or command line.</param>
/// <param name="AuthType">What it wants to see from a caller.</param>
/// <param name="AllKeys">It is allowed on all virtual keys.</param>
/// <param name="Keys">Virtual keys with a direct grant that names a tool.</param>
/// <param name="Profiles">Active access profiles that name it.</param>
/// <param name="Disabled">Switched off at the gateway; no part of cover.</param>
/// <param name="Credentials">What is stored and pending for it, of every identity.</param>
public sealed record McpClientItem(
    string Id, string Name, string Address, AuthType AuthType, bool AllKeys, int Keys, int Profiles, bool Disabled, StatusCounts Credentials);

/// <summary>An MCP client as its page shows it.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Settings">What its form edits.</param>
/// <param name="Version">Counts its edits; the form's optimistic check.</param>
/// <param name="AllKeys">It is allowed on all virtual keys.</param>
/// <param name="HeaderNames">What each identity has to store.</param>
/// <param name="Tools">What its server listed when it was last asked.</param>
/// <param name="CreatedAt">When it was made or imported.</param>
/// <param name="LastEdit">The latest change that touched it.</param>
/// <param name="Credentials">What is stored and pending for it, of every identity.</param>
public sealed record McpClientDetail(
    string Id, McpClientSettings Settings, int Version, bool AllKeys, IReadOnlyList<string> HeaderNames, IReadOnlyList<string> Tools,
    DateTimeOffset CreatedAt, EditedBy? LastEdit, StatusCounts Credentials)
{
    public string Name => Settings.Name;

    public string Address => Settings.Address;

    public AuthType AuthType => Settings.AuthType;

    public bool Disabled => Settings.Disabled;
}

/// <summary>How many keys reach a client today, and how many would with its switch the other way.</summary>
public sealed record SharingCounts(int Granted, int Denied, int Profiles, int Reached, int ReachedOtherwise);

/// <summary>Which grants of a client to show.</summary>
/// <param name="Search">Part of the name of the key or its owner.</param>
/// <param name="OnlyDenied">Only grants without a tool.</param>
public sealed record SharingFilter(string? Search = null, bool OnlyDenied = false);

/// <summary>A virtual key as seen from an MCP client.</summary>
/// <param name="KeyId">Public id.</param>
/// <param name="Key">Its name.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Direct">Its direct grant; null: none; empty: denied.</param>
/// <param name="Profiles">Names of the access profiles that grant the client to the key.</param>
/// <param name="Credentials">What stands behind it: rows of the key and of its people for this client.</param>
public sealed record SharingRow(
    string KeyId, string Key, OwnerName? Owner, ToolList? Direct, IReadOnlyList<string> Profiles, StatusCounts Credentials);
