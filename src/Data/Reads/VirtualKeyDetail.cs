namespace Gatehouse.Data.Reads;

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
    StatusCounts Credentials);

/// <summary>The latest change that touched something.</summary>
public sealed record EditedBy(long ChangeId, string Actor, DateTimeOffset At);
