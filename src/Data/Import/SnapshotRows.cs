using System.Text.Json.Serialization;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.Import;

// The rows of a snapshot (docs/import.md). Every field is optional to the reader; what a row must have is checked with a reason.

internal sealed record ClientRow(
    string? ClientId = null, string? Name = null, ConnectionType ConnectionType = ConnectionType.Http, string? ConnectionString = null,
    AuthType AuthType = AuthType.None, bool AllowOnAllVirtualKeys = false, bool Disabled = false, IReadOnlyList<string>? PerUserHeaderKeys = null,
    IReadOnlyList<string>? Tools = null, IReadOnlyDictionary<string, string>? Headers = null, string? CaCertPem = null, bool InsecureSkipVerify = false,
    DateTimeOffset? CreatedAt = null, DateTimeOffset? UpdatedAt = null);

internal sealed record UserRow(
    string? Id = null, string? UserName = null, string? DisplayName = null, bool Active = true, DateTimeOffset? CreatedAt = null);

internal sealed record GroupRow(
    string? Id = null, string? DisplayName = null, IReadOnlyList<string>? Members = null, DateTimeOffset? CreatedAt = null);

internal sealed record KeyRow(
    string? Id = null, string? Name = null, string? Description = null, string? Secret = null, bool IsActive = true, DateTimeOffset? ExpiresAt = null,
    string? OwnerUserId = null, string? OwnerGroupId = null, IReadOnlyList<ClientTools>? McpConfigs = null,
    DateTimeOffset? CreatedAt = null, DateTimeOffset? UpdatedAt = null)
{
    /// <summary>SHA-256 of a secret that the source did not tell; no field of a snapshot.</summary>
    [JsonIgnore]
    public byte[]? SecretHash { get; init; }
}

internal sealed record ProfileRow(
    string? Id = null, string? Name = null, bool IsActive = true, IReadOnlyList<ClientTools>? Grants = null, AssignedRow? Assigned = null,
    DateTimeOffset? CreatedAt = null, DateTimeOffset? UpdatedAt = null);

internal sealed record AssignedRow(
    IReadOnlyList<string>? VirtualKeys = null, IReadOnlyList<string>? Users = null, IReadOnlyList<string>? Groups = null);

/// <summary>Whom a row is keyed by: exactly one of three, as its mode says.</summary>
internal abstract record KeyedRow
{
    public string? Id { get; init; }
    public string? VirtualKeyId { get; init; }
    public string? UserId { get; init; }
    public string? SessionId { get; init; }
    public string? McpClientId { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>vk, user or session; null: as the ids say.</summary>
    [JsonIgnore]
    public abstract string? Mode { get; }
}

internal abstract record CredentialRow : KeyedRow
{
    public string? AuthMode { get; init; }
    public CredentialStatus? Status { get; init; }
    public CredentialHealth? Health { get; init; }
    public bool? Orphaned { get; init; }
    public DateTimeOffset? OrphanedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    [JsonIgnore]
    public override string? Mode => AuthMode;
}

internal sealed record TokenRow : CredentialRow
{
    public string? AccessToken { get; init; }
    public string? RefreshToken { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
}

internal sealed record HeaderRow : CredentialRow
{
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
    public IReadOnlyList<string>? HeaderNames { get; init; }
}

internal sealed record FlowRow : KeyedRow
{
    public string? FlowMode { get; init; }
    public FlowStatus Status { get; init; } = FlowStatus.Pending;
    [JsonIgnore]
    public override string? Mode => FlowMode;
}
