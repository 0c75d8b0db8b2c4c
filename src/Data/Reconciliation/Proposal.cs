using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>An edit resolved against the policy as it stands: what exactly would be written, and which rows that concerns.</summary>
public sealed class Proposal
{
    public required Edit Edit { get; init; }

    /// <summary>The virtual keys the edit names, as they stood.</summary>
    public required IReadOnlyList<EditedKey> Keys { get; init; }

    /// <summary>Direct grants that would change, in the order key, client; those asked for that stand already are not here.</summary>
    public required IReadOnlyList<GrantChange> Grants { get; init; }

    /// <summary>The policy difference in words.</summary>
    public required IReadOnlyList<PolicyLine> Policy { get; init; }

    public required Scope Scope { get; init; }

    /// <summary>The change this one undoes.</summary>
    public long? UndoesChangeId { get; init; }

    public bool ChangesPolicy => Grants.Count > 0;

    /// <summary>The proposed grants, laid over the standing ones.</summary>
    public GrantOverlay Overlay => new(
        [.. Grants.Select(change => change.Pair)],
        [.. Grants.Where(change => change.After is { IsNone: false }).Select(change => change.Pair)],
        [.. Grants.Where(change => change.After is { IsNone: true }).Select(change => change.Pair)]);
}

/// <summary>A virtual key that an edit names, as it stood.</summary>
public sealed record EditedKey(int Id, string PublicId, string Name, int Version, int? OwnerUserId, int? OwnerGroupId);

/// <summary>One direct grant before and after; null: there is none.</summary>
public sealed record GrantChange(int VirtualKeyId, int McpClientId, ToolList? Before, ToolList? After)
{
    public long Pair => Grant.Pair(VirtualKeyId, McpClientId);
}

/// <summary>One line of the policy difference in words: "github removed from key ci-bot (it had all tools)".</summary>
public sealed record PolicyLine(PolicySign Sign, string McpClient, string VirtualKey, string Did, string? Note)
{
    /// <summary>How many lines a plan and a record keep; the rest is a count.</summary>
    public const int Shown = 50;

    public override string ToString() => $"{McpClient} {Did} key {VirtualKey}{(Note is null ? "" : $" ({Note})")}";
}

/// <summary>What a policy line does to access.</summary>
public enum PolicySign
{
    /// <summary>Access is added.</summary>
    Add = 1,

    /// <summary>Access is removed or denied.</summary>
    Remove = 2,

    /// <summary>A tool list is altered.</summary>
    Alter = 3,
}
