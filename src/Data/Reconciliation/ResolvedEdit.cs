using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>An edit resolved against the policy as it stands: what exactly would be written, and which rows that concerns.</summary>
public sealed record ResolvedEdit
{
    public required Edit Edit { get; init; }

    /// <summary>The objects the edit names, as they stood: part of the fingerprint, and of the record.</summary>
    public required IReadOnlyList<EditedObject> Objects { get; init; }

    /// <summary>Direct grants that would change, in the order key, client; those asked for that stand already are not here.</summary>
    public IReadOnlyList<GrantChange> Grants { get; init; } = [];

    /// <summary>The switch "allow on all virtual keys" of a client, when it would change.</summary>
    public SwitchChange? Switch { get; init; }

    /// <summary>Keys that have another owner from now on.</summary>
    public IReadOnlyList<OwnerChange> Owners { get; init; } = [];

    /// <summary>Users who join or leave a group.</summary>
    public IReadOnlyList<MemberChange> Members { get; init; } = [];

    /// <summary>What changes of an access profile.</summary>
    public ProfileChange? Profile { get; init; }

    /// <summary>The header names a client asks for, when they would change or their effect is out of step.</summary>
    public HeaderNamesChange? HeaderNames { get; init; }

    /// <summary>What is deleted.</summary>
    public ObjectDeletion? Deletion { get; init; }

    /// <summary>Rows that are deleted though no object is.</summary>
    public RowRemoval? Removal { get; init; }

    /// <summary>
    /// The least role that may commit it: who people are, and which groups they are in, is an admin's to say and to take back, whichever edit says it.
    /// A fact of what would be written, so that an undo of an undo needs no less than what it undoes.
    /// </summary>
    public Role Needs =>
        Members.Count > 0 || Deletion is { Kind: ObjectKind.User or ObjectKind.Group } || Edit is Edit.GroupMembers or Edit.Purge ? Role.Admin : Role.Operator;

    /// <summary>The rows that go; null: the edit deletes nothing.</summary>
    public Scope? Doomed => Deletion?.Rows ?? Removal?.Rows;

    /// <summary>The policy difference in words, the first <see cref="PolicyLine.Shown"/> lines.</summary>
    public required IReadOnlyList<PolicyLine> Policy { get; init; }

    public required Scope Scope { get; init; }

    /// <summary>Why rows move that no direct grant of the edit speaks of.</summary>
    public MoveReasons Reasons { get; init; } = new(Reason.NoLongerAllowedOnAllVirtualKeys, Reason.AllowedOnAllVirtualKeys);

    /// <summary>The change this one undoes.</summary>
    public long? UndoesChangeId { get; init; }

    /// <summary>What takes back whatever of this edit is not a direct grant; grants are taken back by the record of each.</summary>
    public Edit? Inverse { get; init; }

    /// <summary>
    /// The object it names is made in the same transaction: nobody can know its surrogate id beforehand, so its name stands for it in the
    /// fingerprint.
    /// </summary>
    public bool IsForNewObject { get; init; }

    /// <summary>
    /// This resolved edit and another of the same object that changes something else of it (its owner, its header names): one plan for both. Either
    /// both ask the rows of one client, or both the rows of keys and their people.
    /// </summary>
    public ResolvedEdit With(ResolvedEdit other) => this with
    {
        Objects = [.. Objects.Select(named => other.Objects.FirstOrDefault(also => (also.Kind, also.Id) == (named.Kind, named.Id)) is { } same && same.Facts != named.Facts
            ? named with { Facts = $"{named.Facts} {same.Facts}" } : named)],
        Owners = other.Owners,
        HeaderNames = other.HeaderNames,
        Policy = [.. other.Policy.Concat(Policy).Take(PolicyLine.Shown)],
        Scope = (Scope, other.Scope) is (Scope.KeysAndPeople(var keys, var people), Scope.KeysAndPeople(_, var others))
            ? new Scope.KeysAndPeople(keys, [.. people.Union(others).Order()]) : Scope,
        Reasons = other.Owners.Count > 0 ? other.Reasons : Reasons,
    };

    /// <summary>Surrogate ids of the objects of one kind that the edit names.</summary>
    public int[] Named(ObjectKind kind) => [.. Objects.Where(named => named.Kind == kind).Select(named => named.Id)];

    /// <summary>The access profile or group that the edit is about, for the words of reasons.</summary>
    public string? About => Objects.FirstOrDefault(named => named.Kind is ObjectKind.AccessProfile or ObjectKind.Group)?.Name;
}

/// <summary>An object that an edit names, as it stood.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its surrogate id.</param>
/// <param name="Name">Its name, for words.</param>
/// <param name="Facts">What of it the plan depends on: its version, its owner.</param>
public sealed record EditedObject(ObjectKind Kind, int Id, string Name, string Facts);

/// <summary>One direct grant before and after; null: there is none.</summary>
public sealed record GrantChange(int VirtualKeyId, int McpClientId, ToolList? Before, ToolList? After)
{
    public long Pair => Grant.Pair(VirtualKeyId, McpClientId);
}

/// <summary>The switch "allow on all virtual keys" of one MCP client, after the edit.</summary>
public sealed record SwitchChange(int McpClientId, bool After);

/// <summary>A key's owner after the edit: a user, a group, or neither.</summary>
public sealed record OwnerChange(int VirtualKeyId, int? UserId, int? GroupId);

/// <summary>A user who is a member of a group after the edit, or is none.</summary>
public sealed record MemberChange(int GroupId, int UserId, bool IsMember);

/// <summary>What changes of an access profile.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="IsActive">Whether it is active after the edit; null: as it is.</param>
/// <param name="Content">MCP clients it names otherwise than today, in the order of their ids.</param>
/// <param name="Given">Whom it is given to, or taken from, in the order kind, id.</param>
public sealed record ProfileChange(int ProfileId, bool? IsActive, IReadOnlyList<ContentChange> Content, IReadOnlyList<GivenChange> Given)
{
    public int Count => (IsActive is null ? 0 : 1) + Content.Count + Given.Count;
}

/// <summary>One MCP client of an access profile before and after; null: not named.</summary>
public sealed record ContentChange(int McpClientId, ToolList? Before, ToolList? After);

/// <summary>Somebody who is given an access profile, or from whom it is taken: a virtual key, a user or a group.</summary>
public sealed record GivenChange(ObjectKind Kind, int Id, bool IsGiven);

/// <summary>The header names that a client asks for, after the edit.</summary>
/// <param name="McpClientId">The client.</param>
/// <param name="After">Canonical names.</param>
/// <param name="Changes">They are others than today's; the order does not matter.</param>
/// <param name="Lacking">The stored sets of names that lack one of them.</param>
public sealed record HeaderNamesChange(int McpClientId, IReadOnlyList<string> After, bool Changes, int[] Lacking);

/// <summary>An object that goes, and what goes with it.</summary>
/// <param name="Kind">A virtual key, an MCP client or a user.</param>
/// <param name="Id">Its surrogate id.</param>
/// <param name="VirtualKeyIds">The keys that go: itself, or a user's personal keys.</param>
/// <param name="Rows">The rows that go.</param>
/// <param name="Reason">Why they go.</param>
public sealed record ObjectDeletion(ObjectKind Kind, int Id, int[] VirtualKeyIds, Scope Rows, Reason Reason);

/// <summary>Rows that go on their own.</summary>
/// <param name="Rows">Which.</param>
/// <param name="Count">How many an admin named, without what goes with them; how many an end of time did.</param>
/// <param name="Reason">Why they go.</param>
/// <param name="Concerns">The clients, keys and users they are of: each finds the change in its history.</param>
public sealed record RowRemoval(Scope.Rows Rows, int Count, Reason Reason, IReadOnlyList<(ObjectKind Kind, int Id)> Concerns);
