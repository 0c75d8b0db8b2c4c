using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Which credentials and pending flows the list of all shows, in which order. Rides in the URL. Ids are public ones; an empty list asks for nothing.</summary>
public sealed record CredentialListFilter
{
    /// <summary>
    /// Part of the name or id of the MCP client, of the name of the key, of the person's name or user name, of the session id; or the whole
    /// id of the row, the key or the person. Case does not matter, and no character is special.
    /// </summary>
    public string? Search { get; init; }

    public IReadOnlyList<CredentialKind> Kinds { get; init; } = [];

    public IReadOnlyList<CredentialStatus> Statuses { get; init; } = [];

    /// <summary>What the rows are keyed by (<c>auth_mode</c>).</summary>
    public IReadOnlyList<IdentityKind> Modes { get; init; } = [];

    public IReadOnlyList<string> Clients { get; init; } = [];

    /// <summary>Rows keyed by one of these virtual keys, or by one of <see cref="Users"/>.</summary>
    public IReadOnlyList<string> VirtualKeys { get; init; } = [];

    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Id of a virtual key, a user or a session, whichever it is.</summary>
    public string? Identity { get; init; }

    /// <summary>Orphaned by this change.</summary>
    public long? ChangeId { get; init; }

    /// <summary>Orphaned before this moment: what is purged by a day is that day less the days orphans are kept.</summary>
    public DateTimeOffset? OrphanedBefore { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedBefore { get; init; }

    public DateTimeOffset? UsedFrom { get; init; }

    /// <summary>Last used before this moment, or never.</summary>
    public DateTimeOffset? UsedBefore { get; init; }

    public CredentialSort Sort { get; init; } = CredentialSort.Client;

    public bool Descending { get; init; }

    public bool IsFiltered =>
        !string.IsNullOrWhiteSpace(Search) || Kinds.Count + Statuses.Count + Modes.Count + Clients.Count + VirtualKeys.Count + Users.Count > 0
        || Identity is not null || ChangeId is not null || OrphanedBefore is not null || CreatedFrom is not null || CreatedBefore is not null
        || UsedFrom is not null || UsedBefore is not null;
}

/// <summary>What the list is sorted by. Rows that are equal in it stand in the order MCP client, kind of identity, identity, kind, id.</summary>
public enum CredentialSort
{
    /// <summary>Name of the MCP client.</summary>
    Client = 1,

    /// <summary>Active, needs re-auth, needs update, orphaned, pending.</summary>
    Status = 2,

    /// <summary>When it was made.</summary>
    Created = 3,

    /// <summary>When it was last used; what never was, stands before.</summary>
    LastUsed = 4,
}

/// <summary>A page by keyset: as quick far behind as at the start.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Total">How many rows the filter lets through.</param>
/// <param name="IsAtLeast">There are more than <paramref name="Total"/>: counting stopped there.</param>
/// <param name="Counts">Rows by status under the filter, whatever statuses it asks for; null: too many to be counted in time.</param>
/// <param name="Previous">Cursor of the page before; null: this is the first.</param>
/// <param name="Next">Cursor of the page behind; null: this is the last.</param>
public sealed record CredentialListPage(
    IReadOnlyList<CredentialItem> Items, int Total, bool IsAtLeast, StatusCounts? Counts, string? Previous, string? Next)
{
    /// <summary>Counting stops here where no index counts.</summary>
    public const int MostCounted = 10_000;

    public static readonly CredentialListPage Empty = new([], 0, false, StatusCounts.None, null, null);
}
