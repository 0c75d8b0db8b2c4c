using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Parties;

/// <summary>A row of the editor: who stands there, and what the edit makes of it.</summary>
/// <param name="Row">Today.</param>
/// <param name="IsAdded">The edit adds them.</param>
/// <param name="IsRemoved">The edit takes them out.</param>
/// <param name="Tally">What the plan says moves behind them; null: not known yet.</param>
public sealed record PartyLine(PartyRow Row, bool IsAdded, bool IsRemoved, MoveCounts? Tally)
{
    public bool IsChanged => IsAdded || IsRemoved;

    /// <summary>What the edit does to them: lose, gain, or same when no credential moves; empty when nothing does.</summary>
    public string Tone => Tally is { Orphan: > 0 } or { Drop: > 0 } ? "changed lose"
        : Tally is { Reactivate: > 0 } ? "changed gain"
        : IsChanged ? "changed same" : "";

    /// <summary>"5 orphaned, 1 dropped"; empty while unknown or when nothing moves.</summary>
    public string Consequence => Tally is null ? "" : ReviewWords.Moved(Tally);
}
