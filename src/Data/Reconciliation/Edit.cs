using System.Text.Json.Serialization;

namespace Gatehouse.Data.Reconciliation;

/// <summary>
/// What an admin asks for, in public ids (docs/api.md): one case per kind of edit. Each case is resolved to a
/// <see cref="Proposal"/> by <see cref="Edits.Resolver"/>; everything after that is the same for all.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Allowlist), "allowlist")]
[JsonDerivedType(typeof(Sharing), "sharing")]
[JsonDerivedType(typeof(Bulk), "bulk")]
[JsonDerivedType(typeof(HeaderKeys), "header_keys")]
[JsonDerivedType(typeof(DeleteVirtualKey), "delete_virtual_key")]
[JsonDerivedType(typeof(DeleteMcpClient), "delete_mcp_client")]
[JsonDerivedType(typeof(DeleteUser), "delete_user")]
[JsonDerivedType(typeof(Profile), "profile")]
[JsonDerivedType(typeof(DeleteProfile), "delete_profile")]
[JsonDerivedType(typeof(GroupMembers), "group_members")]
[JsonDerivedType(typeof(DeleteGroup), "delete_group")]
[JsonDerivedType(typeof(Owner), "owner")]
[JsonDerivedType(typeof(RevokeCredentials), "revoke")]
[JsonDerivedType(typeof(Purge), "purge")]
[JsonDerivedType(typeof(Repair), "repair")]
[JsonDerivedType(typeof(Undo), "undo")]
public abstract record Edit
{
    private Edit() { }

    /// <summary>The case as a number, for lists and filters.</summary>
    [JsonIgnore]
    public abstract EditKind Kind { get; }

    /// <summary>
    /// The allowlist of one virtual key: replaced (<c>set</c>), or as a delta (<c>add</c> also alters tool lists, <c>remove</c>); with
    /// <c>owned_by</c> the key's owner too, in one plan.
    /// </summary>
    public sealed record Allowlist(
        string VirtualKeyId,
        IReadOnlyList<ClientTools>? Set = null,
        IReadOnlyList<ClientTools>? Add = null,
        IReadOnlyList<string>? Remove = null,
        NewOwner? OwnedBy = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Allowlist;
    }

    /// <summary>
    /// Who may reach one MCP client: its grants replaced (<c>set</c>) or as a delta, the switch for all virtual keys (null: as it is), and the
    /// header names it asks each identity for (null: as they are); all in one plan.
    /// </summary>
    public sealed record Sharing(
        string McpClientId,
        bool? AllowOnAllVirtualKeys = null,
        IReadOnlyList<KeyTools>? Add = null,
        IReadOnlyList<string>? Remove = null,
        IReadOnlyList<KeyTools>? Set = null,
        IReadOnlyList<string>? PerUserHeaderKeys = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Sharing;
    }

    /// <summary>Clients to grant and to revoke for any set of keys (<c>who</c>), or row by row (<c>rows</c>).</summary>
    public sealed record Bulk(
        BulkWho? Who = null,
        IReadOnlyList<ClientTools>? Grant = null,
        IReadOnlyList<string>? Revoke = null,
        IReadOnlyList<BulkRow>? Rows = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Bulk;
    }

    /// <summary>The header names that a client asks each identity for; in any case and with spaces around, they are made canonical.</summary>
    public sealed record HeaderKeys(string McpClientId, IReadOnlyList<string> PerUserHeaderKeys) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.HeaderKeys;
    }

    /// <summary>A virtual key and everything keyed by it goes. There is no undo.</summary>
    public sealed record DeleteVirtualKey(string VirtualKeyId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteVirtualKey;
    }

    /// <summary>An MCP client and everything stored for it goes. There is no undo.</summary>
    public sealed record DeleteMcpClient(string McpClientId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteMcpClient;
    }

    /// <summary>A user, their personal keys and everything keyed by either goes; team keys stay. There is no undo.</summary>
    public sealed record DeleteUser(string UserId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteUser;
    }

    /// <summary>
    /// One access profile: whether it is active (null: as it is), its content (<c>set</c> replaces it, <c>add</c> also alters tool lists,
    /// <c>remove</c>), and whom it is given to (<c>assigned</c> replaces, <c>give</c> and <c>take</c> are a delta); all in one plan.
    /// </summary>
    public sealed record Profile(
        string ProfileId,
        bool? IsActive = null,
        IReadOnlyList<ClientTools>? Set = null,
        IReadOnlyList<ClientTools>? Add = null,
        IReadOnlyList<string>? Remove = null,
        Assignees? Assigned = null,
        Assignees? Give = null,
        Assignees? Take = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Profile;
    }

    /// <summary>An access profile goes: it is taken from everybody first. There is no undo.</summary>
    public sealed record DeleteProfile(string ProfileId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteProfile;
    }

    /// <summary>Users who join a group and users who leave it. Who is a member already, or is none, stays as they are.</summary>
    public sealed record GroupMembers(string GroupId, IReadOnlyList<string>? Add = null, IReadOnlyList<string>? Remove = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.GroupMembers;
    }

    /// <summary>A group goes; its team keys are nobody's then. There is no undo.</summary>
    public sealed record DeleteGroup(string GroupId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteGroup;
    }

    /// <summary>Who owns a virtual key: one user (a personal key), one group (a team key), or neither: nobody.</summary>
    public sealed record Owner(string VirtualKeyId, string? UserId = null, string? GroupId = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Owner;
    }

    /// <summary>
    /// Credentials and flows that go, by public id: a credential with every unfinished flow of its identity and client, so that none of
    /// them brings it back. No policy changes: whoever is covered can sign in anew. There is no undo.
    /// </summary>
    public sealed record RevokeCredentials(IReadOnlyList<string> Ids) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Revoke;
    }

    /// <summary>
    /// Credentials that were orphaned before a moment go, the longest orphaned first, at most <c>limit</c> of them. One that is covered
    /// all the same (drift) stays. There is no undo.
    /// </summary>
    public sealed record Purge(DateTimeOffset OrphanedBefore, int Limit = Purge.Most) : Edit
    {
        /// <summary>So many rows are deleted while others wait a moment only.</summary>
        public const int Most = 1_000;

        [JsonIgnore]
        public override EditKind Kind => EditKind.Purge;
    }

    /// <summary>Nothing but drift made good, everywhere.</summary>
    public sealed record Repair : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Repair;
    }

    /// <summary>The inverse of a change's policy difference, planned at today's state.</summary>
    public sealed record Undo(long ChangeId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Undo;
    }
}

/// <summary>A grant as asked for: an MCP client and its tools (<c>["*"]</c> all, <c>[]</c> none: an explicit deny).</summary>
public sealed record ClientTools(string McpClientId, IReadOnlyList<string> ToolsToExecute);

/// <summary>A grant as asked for from the client's side: a virtual key and its tools.</summary>
public sealed record KeyTools(string VirtualKeyId, IReadOnlyList<string> ToolsToExecute);

/// <summary>Who owns a key from now on: one user, one group, or neither: nobody.</summary>
public sealed record NewOwner(string? UserId = null, string? GroupId = null);

/// <summary>Whose keys a bulk edit means: keys by id, the keys users own, the keys groups and their members own, or all keys.</summary>
public sealed record BulkWho(
    IReadOnlyList<string>? VirtualKeyIds = null, IReadOnlyList<string>? UserIds = null, IReadOnlyList<string>? GroupIds = null, bool All = false);

/// <summary>Whom an access profile is given to, by public id.</summary>
public sealed record Assignees(
    IReadOnlyList<string>? VirtualKeys = null, IReadOnlyList<string>? Users = null, IReadOnlyList<string>? Groups = null);

/// <summary>One row of a bulk edit. Tools: all when a grant names none.</summary>
public sealed record BulkRow(string VirtualKeyId, string McpClientId, BulkAction Action, IReadOnlyList<string>? ToolsToExecute = null);

/// <summary>What a row of a bulk edit asks for.</summary>
public enum BulkAction
{
    /// <summary>The key has a direct grant for the client, with these tools.</summary>
    Grant = 1,

    /// <summary>The key has no direct grant for the client.</summary>
    Revoke = 2,
}

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
