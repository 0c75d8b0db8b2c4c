using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;

namespace Gatehouse.Data.Reads.VirtualKeys;

/// <summary>A row of the list.</summary>
public sealed record VirtualKeyItem(
    string Id,
    string Name,
    string? Prefix,
    OwnerName? Owner,
    VirtualKeyState State,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset UpdatedAt,
    int Grants,
    bool HasProfile,
    StatusCounts Credentials);

/// <summary>Where a key stands in the list one came from, counted from 1; 0: the list's filter does not let it through any more.</summary>
public sealed record Neighbours(int Position, int Total, string? Previous, string? Next)
{
    /// <param name="ids">The list in its order.</param>
    /// <param name="id">Whose place is asked for.</param>
    public static Neighbours Of(List<string> ids, string id)
    {
        var at = ids.IndexOf(id);
        return new(at + 1, ids.Count, at > 0 ? ids[at - 1] : null, at >= 0 && at + 1 < ids.Count ? ids[at + 1] : null);
    }
}
