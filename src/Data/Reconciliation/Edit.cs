using System.Text.Json.Serialization;

namespace Gatehouse.Data.Reconciliation;

/// <summary>What an admin asks for, in public ids (docs/api.md): one case per kind of edit.</summary>
// Each case is resolved to a ResolvedEdit by Edits.Resolver; everything after that is the same for all. The summaries are read in the OpenAPI document.
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
    /// <param name="VirtualKeyId">The key's id.</param>
    /// <param name="Set">The whole allowlist from now on; not beside add or remove.</param>
    /// <param name="Add">Grants to be there, with these tools.</param>
    /// <param name="Remove">Ids of MCP clients that the key has no direct grant of from now on.</param>
    /// <param name="OwnedBy">Who owns the key from now on; null: as it is.</param>
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
    /// <param name="McpClientId">The client's id.</param>
    /// <param name="AllowOnAllVirtualKeys">Every key that no source names the client for reaches it with all tools; null: as it is.</param>
    /// <param name="Add">Grants to be there, with these tools.</param>
    /// <param name="Remove">Ids of keys that have no direct grant from now on.</param>
    /// <param name="Set">All grants from now on; not beside add or remove.</param>
    /// <param name="PerUserHeaderKeys">All header names that each identity has to store from now on; null: as they are.</param>
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
    /// <param name="Who">Whose keys are meant, with grant and revoke.</param>
    /// <param name="Grant">What these keys are granted.</param>
    /// <param name="Revoke">Ids of MCP clients whose direct grants these keys lose.</param>
    /// <param name="Rows">Or row by row; not beside who.</param>
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
    /// <param name="McpClientId">The client's id.</param>
    /// <param name="PerUserHeaderKeys">All header names from now on, at least one.</param>
    public sealed record HeaderKeys(string McpClientId, IReadOnlyList<string> PerUserHeaderKeys) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.HeaderKeys;
    }

    /// <summary>A virtual key and everything keyed by it goes. There is no undo.</summary>
    /// <param name="VirtualKeyId">The key's id.</param>
    public sealed record DeleteVirtualKey(string VirtualKeyId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteVirtualKey;
    }

    /// <summary>An MCP client and everything stored for it goes. There is no undo.</summary>
    /// <param name="McpClientId">The client's id.</param>
    public sealed record DeleteMcpClient(string McpClientId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteMcpClient;
    }

    /// <summary>A user, their personal keys and everything keyed by either goes; team keys stay. There is no undo.</summary>
    /// <param name="UserId">The user's id.</param>
    public sealed record DeleteUser(string UserId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteUser;
    }

    /// <summary>
    /// One access profile: whether it is active (null: as it is), its content (<c>set</c> replaces it, <c>add</c> also alters tool lists,
    /// <c>remove</c>), and whom it is given to (<c>assigned</c> replaces, <c>give</c> and <c>take</c> are a delta); all in one plan.
    /// </summary>
    /// <param name="ProfileId">The profile's id.</param>
    /// <param name="IsActive">Whether it names anything; null: as it is.</param>
    /// <param name="Set">Everything it names from now on; not beside add or remove.</param>
    /// <param name="Add">MCP clients it names from now on, with these tools.</param>
    /// <param name="Remove">Ids of MCP clients it names no more.</param>
    /// <param name="Assigned">Everybody it is given to from now on; not beside give or take.</param>
    /// <param name="Give">Whom it is given to.</param>
    /// <param name="Take">From whom it is taken.</param>
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
    /// <param name="ProfileId">The profile's id.</param>
    public sealed record DeleteProfile(string ProfileId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteProfile;
    }

    /// <summary>Users who join a group and users who leave it. Who is a member already, or is none, stays as they are.</summary>
    /// <param name="GroupId">The group's id.</param>
    /// <param name="Add">Ids of users who join.</param>
    /// <param name="Remove">Ids of users who leave.</param>
    public sealed record GroupMembers(string GroupId, IReadOnlyList<string>? Add = null, IReadOnlyList<string>? Remove = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.GroupMembers;
    }

    /// <summary>A group goes; its team keys are nobody's then. There is no undo.</summary>
    /// <param name="GroupId">The group's id.</param>
    public sealed record DeleteGroup(string GroupId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.DeleteGroup;
    }

    /// <summary>Who owns a virtual key: one user (a personal key), one group (a team key), or neither: nobody.</summary>
    /// <param name="VirtualKeyId">The key's id.</param>
    /// <param name="UserId">The user it is a personal key of.</param>
    /// <param name="GroupId">The group it is a team key of; not beside a user.</param>
    public sealed record Owner(string VirtualKeyId, string? UserId = null, string? GroupId = null) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Owner;
    }

    /// <summary>
    /// Credentials and flows that go, by public id: a credential with every unfinished flow of its identity and client, so that none of
    /// them brings it back. No policy changes: whoever is covered can sign in anew. There is no undo.
    /// </summary>
    /// <param name="Ids">Public ids of credentials and flows.</param>
    public sealed record RevokeCredentials(IReadOnlyList<string> Ids) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Revoke;
    }

    /// <summary>
    /// Credentials that were orphaned before a moment go, the longest orphaned first, at most <c>limit</c> of them. One that is covered
    /// all the same (drift) stays. There is no undo.
    /// </summary>
    /// <param name="OrphanedBefore">Those that were orphaned before this moment.</param>
    /// <param name="Limit">At most so many, 1 to 10,000.</param>
    public sealed record Purge(DateTimeOffset OrphanedBefore, int Limit = Purge.Most) : Edit
    {
        /// <summary>So many rows are deleted while others wait a moment only.</summary>
        public const int Most = 1_000;

        /// <summary>So many go at once when an admin reviews it.</summary>
        public const int MostReviewed = 10_000;

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
    /// <param name="ChangeId">The change's number.</param>
    public sealed record Undo(long ChangeId) : Edit
    {
        [JsonIgnore]
        public override EditKind Kind => EditKind.Undo;
    }
}
