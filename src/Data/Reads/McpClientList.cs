using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reads;

/// <summary>Which MCP clients a list shows, and in which order. Rides in the URL.</summary>
public sealed record McpClientFilter
{
    /// <summary>Part of the name, the id or the address; case does not matter.</summary>
    public string? Search { get; init; }

    public AuthType? AuthType { get; init; }

    /// <summary>Only clients allowed on all virtual keys (true) or shared key by key (false).</summary>
    public bool? AllKeys { get; init; }

    /// <summary>By name backwards.</summary>
    public bool Descending { get; init; }

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || AuthType is not null || AllKeys is not null;
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
public sealed record McpClientDetail(
    string Id, string Name, ConnectionType ConnectionType, string Address, AuthType AuthType, bool AllKeys, bool Disabled,
    IReadOnlyList<string> HeaderNames, IReadOnlyList<string> Tools, bool HasCertificateAuthority, bool InsecureSkipVerify,
    DateTimeOffset CreatedAt, EditedBy? LastEdit, StatusCounts Credentials);

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
