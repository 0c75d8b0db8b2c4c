using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>A row of the editor: an MCP client as the profile names it today, and what the edit makes of it.</summary>
/// <param name="Row">Today.</param>
/// <param name="Tools">The tools as edited; null: not named.</param>
/// <param name="Moves">What the plan says happens to its credentials.</param>
public sealed record ContentLine(ProfileContentRow Row, ToolList? Tools, MoveCounts Moves)
{
    public bool IsChanged => Tools != Row.Tools;

    /// <summary>Named today or after the edit: an unticked row stays where it is.</summary>
    public bool IsNamed => Tools is not null || Row.Tools is not null;

    /// <summary>The checkbox: named, with some tool.</summary>
    public bool IsTicked => Tools is { IsNone: false };

    /// <summary>Named with no tool: it grants nothing and blocks what is allowed on all keys.</summary>
    public bool IsDenied => Tools is { IsNone: true };

    /// <summary>What the edit does to it, by the switch, by whom it is given to, or by itself; empty when nothing does.</summary>
    public string Tone => Moves is { Orphan: > 0 } or { Drop: > 0 } ? "changed lose"
        : Moves.Reactivate > 0 ? "changed gain"
        : IsChanged ? "changed same" : "";

    /// <summary>"5 orphaned, 1 dropped"; empty while unknown or when nothing moves.</summary>
    public string Consequence => ReviewWords.Moved(Moves);
}
