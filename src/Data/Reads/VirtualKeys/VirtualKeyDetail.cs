using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Rows;

namespace Gatehouse.Data.Reads.VirtualKeys;

/// <summary>A virtual key as its page's head and its settings show it.</summary>
public sealed record VirtualKeyDetail(
    string Id,
    string Name,
    string? Description,
    string? Prefix,
    OwnerName? Owner,
    bool IsActive,
    VirtualKeyState State,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset CreatedAt,
    EditedBy? LastEdit,
    int Version,
    int People,
    StatusCounts Credentials)
{
    /// <summary>What no edit would accept of it as it is.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
