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

    /// <summary>The policy difference in words, the first <see cref="PolicyLine.Shown"/> lines.</summary>
    public required IReadOnlyList<PolicyLine> Policy { get; init; }

    public required Scope Scope { get; init; }

    /// <summary>The change this one undoes.</summary>
    public long? UndoesChangeId { get; init; }

    /// <summary>What takes back whatever of this edit is not a direct grant; grants are taken back by the record of each.</summary>
    public Edit? Inverse { get; init; }

    /// <summary>How many differences of policy there are.</summary>
    public int PolicyCount => Grants.Count + (Switch is null ? 0 : 1);

    /// <summary>The proposed policy, laid over the standing one.</summary>
    public PolicyOverlay Overlay => PolicyOverlay.OfGrants([.. Grants.Select(change => (change.Pair, change.After))]) with
    {
        Opened = Switch is { After: true } ? [Switch.McpClientId] : [],
        Closed = Switch is { After: false } ? [Switch.McpClientId] : [],
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
