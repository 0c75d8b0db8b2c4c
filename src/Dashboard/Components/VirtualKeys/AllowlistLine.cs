using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>A row of the editor: how an MCP client is reached today, and what the edit makes of it.</summary>
/// <param name="Row">Today.</param>
/// <param name="Direct">The direct grant as edited; null: none.</param>
/// <param name="ReachedAfter">The key reaches it after the edit, as Cover says.</param>
/// <param name="Tallies">What the plan says happens behind it.</param>
public sealed record AllowlistLine(AllowlistRow Row, ToolList? Direct, bool ReachedAfter, IReadOnlyList<ClientTally> Tallies)
{
    /// <summary>The edit touches it.</summary>
    public bool IsChanged => Direct != Row.Direct;

    /// <summary>The checkbox: granted directly, with some tool.</summary>
    public bool IsTicked => Direct is { IsNone: false };

    /// <summary>Reached today or after the edit: an unticked row stays where it is.</summary>
    public bool IsAllowed => Row.Reached || ReachedAfter || IsTicked;

    /// <summary>What the edit does to it: lose, gain, or same when no credential moves; empty when untouched.</summary>
    public string Tone => !IsChanged ? ""
        : Tallies.Any(tally => tally.Moves is { Orphan: > 0 } or { Drop: > 0 }) ? "changed lose"
        : Tallies.Any(tally => tally.Moves.Reactivate > 0) ? "changed gain"
        : "changed same";

    /// <summary>"5 orphaned, 1 dropped"; empty while unknown or when nothing moves.</summary>
    public string Consequence => IsChanged
        ? ReviewWords.Moved(Tallies.Aggregate(MoveCounts.None, (sum, tally) => sum + tally.Moves))
        : "";
}
