using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>A row of the list of all credentials, with what it is sorted by.</summary>
internal sealed class WalkedRow
{
    public CredentialKind Kind { get; init; }
    public long Id { get; init; }
    public int McpClientId { get; init; }
    public IdentityKind IdentityKind { get; init; }
    public int IdentityId { get; init; }
    public CredentialStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Read only when it is sorted by.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>How rows follow each other within a segment of the list.</summary>
internal enum WalkOrder
{
    /// <summary>Client, kind of identity, identity: as the tables are stored.</summary>
    Stored = 1,

    /// <summary>When they were made.</summary>
    Created = 2,

    /// <summary>When they were last used; only those that were.</summary>
    LastUsed = 3,
}

/// <summary>A part of the list whose rows stand together.</summary>
/// <param name="Id">Names it in cursors.</param>
/// <param name="Order">How its rows follow each other.</param>
/// <param name="Client">Of this client only.</param>
/// <param name="Status">Of this status only.</param>
/// <param name="IsUsed">Only those that were used, or never were.</param>
internal sealed record WalkSegment(int Id, WalkOrder Order, int? Client = null, CredentialStatus? Status = null, bool? IsUsed = null);
