using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Allowlists;

/// <summary>A virtual key as its page shows it.</summary>
public sealed record KeyFacts(
    string KeyId,
    string Name,
    string? SecretPrefix,
    string? Description,
    bool IsActive,
    DateTimeOffset? ExpiresAt,
    KeyOwner? Owner,
    LastEdit? LastEdit);

/// <summary>Who a key belongs to.</summary>
public sealed record KeyOwner(bool IsGroup, string PublicId, string Name);

/// <summary>The latest change that touched a key's grants.</summary>
public sealed record LastEdit(long ChangeId, string Actor, DateTimeOffset At);

/// <summary>A key with one row for every MCP client there is.</summary>
public sealed record Allowlist(KeyFacts Key, IReadOnlyList<AllowlistRow> Rows, int Credentials);

/// <summary>One MCP client as seen from one key.</summary>
public sealed record AllowlistRow(
    string ClientId,
    string Name,
    AuthType AuthType,
    IReadOnlyList<string> Tools,
    ClientSources Sources,
    IReadOnlyList<StatusCount> Behind);

/// <summary>How many rows of a key and its people stand in one status.</summary>
public sealed record StatusCount(CredentialStatus Status, int Count);
