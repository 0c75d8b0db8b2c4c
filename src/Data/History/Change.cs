using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Data.History;

/// <summary>A committed plan, on record: who, when, from where, which edit, with which consequences.</summary>
public sealed class Change
{
    /// <summary>The change's number, counted up; also its id outside.</summary>
    public long Id { get; init; }

    public DateTimeOffset CommittedAt { get; init; }

    /// <summary>User name of the admin, or the name of the API token or SCIM connection.</summary>
    public required string Actor { get; init; }

    public ChangeOrigin Origin { get; init; }

    public EditKind EditKind { get; init; }

    /// <summary>The edit as JSON (docs/api.md).</summary>
    public required string Edit { get; init; }

    /// <summary>The policy difference in words, one line each (at most <see cref="PolicyLine.Shown"/>), as JSON.</summary>
    public required IReadOnlyList<PolicyLine> Policy { get; init; }

    public required IReadOnlyList<Tally> Tallies { get; init; }

    /// <summary>Why, in the admin's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The committed plan's fingerprint: the same plan committed again finds its change by it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The change this one undoes.</summary>
    public long? UndoesChangeId { get; init; }

    /// <summary>The edit (as JSON) that takes back what is not a direct grant; null: <see cref="ChangedGrant"/> says all.</summary>
    public string? Inverse { get; init; }

    /// <summary>
    /// The link of this change in the chain of the first build: SHA-256, without a key. Null: committed before that chain began, or since
    /// <see cref="RecordLink"/> has taken its place.
    /// </summary>
    public string? Hash { get; init; }
}

/// <summary>An object that a change named: by this it finds its changes.</summary>
public sealed class ChangedObject
{
    public long ChangeId { get; init; }

    public ObjectKind Kind { get; init; }

    public int ObjectId { get; init; }
}

/// <summary>The name of a deleted object, for the record of the changes that touched it.</summary>
public sealed class DeletedObject
{
    public ObjectKind Kind { get; init; }

    public int ObjectId { get; init; }

    public required string PublicId { get; init; }

    public required string Name { get; init; }

    /// <summary>The change that deleted it.</summary>
    public long ChangeId { get; init; }
}

/// <summary>From where a change was asked for.</summary>
public enum ChangeOrigin
{
    /// <summary>A page of the dashboard.</summary>
    Page = 1,

    /// <summary>The HTTP API.</summary>
    Api = 2,

    /// <summary>A SCIM connection.</summary>
    Scim = 3,

    /// <summary>The Assign page or a bulk request.</summary>
    Bulk = 4,

    /// <summary>An undo.</summary>
    Undo = 5,

    /// <summary>A command line.</summary>
    Command = 6,

    /// <summary>An import or sample.</summary>
    Import = 7,

    /// <summary>The program itself: orphans at the end of their time.</summary>
    Sweep = 8,
}

/// <summary>One grant a change touched: what it was and what it became. Null tools: no grant. Undo reads it backwards.</summary>
public sealed class ChangedGrant
{
    public long ChangeId { get; init; }

    public int VirtualKeyId { get; init; }

    public int McpClientId { get; init; }

    public Policy.ToolList? Before { get; init; }

    public Policy.ToolList? After { get; init; }
}

/// <summary>One row a change moved. Written by the same expression that the plan was counted with.</summary>
public sealed class ChangedCredential
{
    public long ChangeId { get; init; }

    public CredentialKind Kind { get; init; }

    public int McpClientId { get; init; }

    public IdentityKind IdentityKind { get; init; }

    public int IdentityId { get; init; }

    /// <summary>The row's <see cref="IdentityKeyed.Id"/> in the table of its kind.</summary>
    public long CredentialId { get; init; }

    public Move Move { get; init; }

    public Reason Reason { get; init; }

    /// <summary>The status before.</summary>
    public CredentialStatus From { get; init; }
}
