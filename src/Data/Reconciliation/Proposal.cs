using Gatehouse.Data.History;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>An edit resolved against the policy as it stands: what exactly would be written, and which rows that concerns.</summary>
public sealed class Proposal
{
    public required Edit Edit { get; init; }

    /// <summary>The objects the edit names, as they stood: part of the fingerprint, and of the record.</summary>
    public required IReadOnlyList<EditedObject> Objects { get; init; }

    /// <summary>Direct grants that would change, in the order key, client; those asked for that stand already are not here.</summary>
    public IReadOnlyList<GrantChange> Grants { get; init; } = [];

    /// <summary>The switch "allow on all virtual keys" of a client, when it would change.</summary>
    public SwitchChange? Switch { get; init; }

    /// <summary>The header names a client asks for, when they would change or their effect is out of step.</summary>
    public HeaderNamesChange? HeaderNames { get; init; }

    /// <summary>What is deleted.</summary>
    public ObjectDeletion? Deletion { get; init; }

    /// <summary>The policy difference in words, the first <see cref="PolicyLine.Shown"/> lines.</summary>
    public required IReadOnlyList<PolicyLine> Policy { get; init; }

    public required Scope Scope { get; init; }

    /// <summary>The change this one undoes.</summary>
    public long? UndoesChangeId { get; init; }

    /// <summary>What takes back whatever of this edit is not a direct grant; grants are taken back by the record of each.</summary>
    public Edit? Inverse { get; init; }

    /// <summary>How many differences of policy there are.</summary>
    public int PolicyCount => Deletion is not null ? 1 : Grants.Count + (Switch is null ? 0 : 1) + (HeaderNames is { Changes: true } ? 1 : 0);

    /// <summary>Everything the rows depend on.</summary>
    public Question Question => new(Scope, Deletion?.Rows ?? Scope.Nothing, Overlay, HeaderNames?.Lacking ?? [], Deletion?.Reason ?? Reason.OutOfStep);

    /// <summary>The proposed policy, laid over the standing one.</summary>
    public PolicyOverlay Overlay => PolicyOverlay.OfGrants([.. Grants.Select(change => (change.Pair, change.After))]) with
    {
        Opened = Switch is { After: true } ? [Switch.McpClientId] : [],
        Closed = Switch is { After: false } ? [Switch.McpClientId] : [],
        Gone = Deletion?.VirtualKeyIds ?? [],
    };

    /// <summary>Surrogate ids of the objects of one kind that the edit names.</summary>
    public int[] Named(ObjectKind kind) => [.. Objects.Where(named => named.Kind == kind).Select(named => named.Id)];
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

/// <summary>What the rows of a plan depend on: one value per parameter of its statements.</summary>
/// <param name="Scope">The rows whose cover is asked, or whose header names are.</param>
/// <param name="Doomed">The rows that go.</param>
/// <param name="Overlay">The proposed policy.</param>
/// <param name="Lacking">Sets of header names that lack one.</param>
/// <param name="Reason">Why the doomed rows go.</param>
public sealed record Question(Scope Scope, Scope Doomed, PolicyOverlay Overlay, int[] Lacking, Reason Reason);
