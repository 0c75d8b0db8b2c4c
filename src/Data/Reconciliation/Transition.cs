using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reconciliation;

/// <summary>What happens to a row.</summary>
public enum Move
{
    /// <summary>A credential loses cover: it is kept, marked, and unusable.</summary>
    Orphan = 1,

    /// <summary>An orphaned credential is covered again: the mark goes, its health stays what it was.</summary>
    Reactivate = 2,

    /// <summary>A pending flow without cover is deleted; undo does not bring it back.</summary>
    Drop = 3,

    /// <summary>A header credential lacks a header name its client asks for from now on.</summary>
    NeedsUpdate = 4,

    /// <summary>A header credential lacks nothing any more.</summary>
    Healthy = 5,

    /// <summary>A row goes, whatever its status: with its key, person or client, revoked, or at the end of its time as an orphan.</summary>
    Delete = 6,
}

/// <summary>What is true of moves.</summary>
public static class Moves
{
    /// <summary>The status of a row after its move; null: it is gone, or comes back with a health that nobody says.</summary>
    /// <param name="move">The move.</param>
    /// <param name="from">The status before.</param>
    /// <param name="health">What it comes back with; null: unknown.</param>
    public static CredentialStatus? StatusAfter(this Move move, CredentialStatus from, CredentialHealth? health = null) => move switch
    {
        Move.Orphan => CredentialStatus.Orphaned,
        Move.Reactivate => health is { } back ? CredentialStatuses.Of(isOrphaned: false, back) : null,
        // An orphaned row stays orphaned; its health comes to light when it is covered again.
        Move.NeedsUpdate => CredentialStatuses.Of(from == CredentialStatus.Orphaned, CredentialHealth.NeedsUpdate),
        Move.Healthy => CredentialStatuses.Of(from == CredentialStatus.Orphaned, CredentialHealth.Healthy),
        _ => null,
    };
}

/// <summary>Why a row moves. For eyes only: nothing branches on it.</summary>
public enum Reason
{
    /// <summary>Its orphan mark disagreed with its cover before the edit (drift).</summary>
    OutOfStep = 1,

    /// <summary>The direct grant is gone.</summary>
    RemovedFromAllowlist = 2,

    /// <summary>The direct grant names no tool.</summary>
    ToolListEmpty = 3,

    /// <summary>A direct grant with tools is there.</summary>
    GrantedDirectly = 4,

    /// <summary>No source names the client any more, and it is allowed on all virtual keys.</summary>
    AllowedOnAllVirtualKeys = 5,

    /// <summary>The client is no longer allowed on all virtual keys, and no source names it.</summary>
    NoLongerAllowedOnAllVirtualKeys = 6,

    /// <summary>The client asks for a header name that is not stored.</summary>
    HeaderNameAdded = 7,

    /// <summary>Every header name the client asks for is stored.</summary>
    HeaderNamesComplete = 8,

    /// <summary>Its virtual key is deleted, or a key through which its person reached the client.</summary>
    VirtualKeyDeleted = 9,

    /// <summary>Its MCP client is deleted.</summary>
    McpClientDeleted = 10,

    /// <summary>Its person is deleted.</summary>
    UserDeleted = 11,

    /// <summary>An access profile grants the client.</summary>
    ProfileGrants = 12,

    /// <summary>The access profile no longer grants the client: not in its content, not active, not given any more, or deleted.</summary>
    ProfileNoLongerGrants = 13,

    /// <summary>Its person, or the owner of its key, joined the group.</summary>
    JoinedGroup = 14,

    /// <summary>Its person, or the owner of its key, left the group, or the group is deleted.</summary>
    LeftGroup = 15,

    /// <summary>The key has another owner.</summary>
    OwnerChanged = 16,

    /// <summary>An admin named it.</summary>
    Revoked = 17,

    /// <summary>It was orphaned for as long as orphans are kept.</summary>
    OrphanTimeOver = 18,
}

/// <summary>One row that an edit moves, in surrogate ids: what plans count, hash and page.</summary>
public sealed class Transition
{
    public CredentialKind Kind { get; init; }
    public int McpClientId { get; init; }
    public IdentityKind IdentityKind { get; init; }
    public int IdentityId { get; init; }
    public long Id { get; init; }
    public Move Move { get; init; }
    public Reason Reason { get; init; }
    public CredentialStatus From { get; init; }
}
