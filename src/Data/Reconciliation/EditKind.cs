namespace Gatehouse.Data.Reconciliation;

/// <summary>The kinds of edit.</summary>
public enum EditKind
{
    /// <summary>The allowlist of one virtual key.</summary>
    Allowlist = 1,

    /// <summary>The inverse of a change.</summary>
    Undo = 2,

    /// <summary>Who may reach one MCP client.</summary>
    Sharing = 3,

    /// <summary>Any set of keys and clients.</summary>
    Bulk = 4,

    /// <summary>Drift made good.</summary>
    Repair = 5,

    /// <summary>The header names that a client asks for.</summary>
    HeaderKeys = 6,

    /// <summary>A virtual key deleted.</summary>
    DeleteVirtualKey = 7,

    /// <summary>An MCP client deleted.</summary>
    DeleteMcpClient = 8,

    /// <summary>A user deleted.</summary>
    DeleteUser = 9,

    /// <summary>An access profile: its content, whether it is active, whom it is given to.</summary>
    Profile = 10,

    /// <summary>An access profile deleted.</summary>
    DeleteProfile = 11,

    /// <summary>Who is a member of a group.</summary>
    GroupMembers = 12,

    /// <summary>A group deleted.</summary>
    DeleteGroup = 13,

    /// <summary>Who owns a virtual key.</summary>
    Owner = 14,

    /// <summary>Credentials and flows deleted by name.</summary>
    Revoke = 15,

    /// <summary>Orphans deleted at the end of their time.</summary>
    Purge = 16,
}

/// <summary>What is true of kinds of edit.</summary>
public static class EditKinds
{
    /// <summary>Not what was deleted, which is gone, nor drift made good, which nobody wants back.</summary>
    public static bool CanBeUndone(this EditKind kind) =>
        kind is not (EditKind.DeleteVirtualKey or EditKind.DeleteMcpClient or EditKind.DeleteUser or EditKind.DeleteProfile or EditKind.DeleteGroup
            or EditKind.Revoke or EditKind.Purge or EditKind.Repair);
}
