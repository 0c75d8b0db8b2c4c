using Gatehouse.Data.Reads;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>A row of the editor: who stands there, and what the edit makes of it.</summary>
/// <param name="Row">Today.</param>
/// <param name="IsAdded">The edit adds them.</param>
/// <param name="IsRemoved">The edit takes them out.</param>
/// <param name="Tone">What that does: lose, gain, or same when no credential moves; empty when untouched.</param>
public sealed record PartyLine(PartyRow Row, bool IsAdded, bool IsRemoved, string Tone)
{
    public bool IsChanged => IsAdded || IsRemoved;
}
