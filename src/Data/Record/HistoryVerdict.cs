using Gatehouse.Data.History;

namespace Gatehouse.Data.Record;

/// <summary>What a check of the record found.</summary>
/// <param name="Checked">Entries whose link is what their record says.</param>
/// <param name="Before">How many of them were committed before the chain began. It vouches for them from then on.</param>
/// <param name="Fault">The first thing that is not as it was written; null: the record is whole.</param>
/// <param name="Last">The last entry.</param>
/// <param name="LastHash">Its hash. Kept elsewhere, it tells later that no entry was altered or cut off; null: there is no entry.</param>
public sealed record HistoryVerdict(long Checked, long Before, RecordFault? Fault, long Last, string? LastHash)
{
    public bool IsWhole => Fault is null;

    /// <summary>The number of the entry whose hash the check was asked to find; null: none was asked for.</summary>
    public long? Found { get; init; }

    /// <summary>The last part that was exported and taken out; null: none.</summary>
    public RecordSegment? Segment { get; init; }
}

/// <summary>What is wrong with the record.</summary>
/// <param name="Kind">What.</param>
/// <param name="Entry">At which entry.</param>
/// <param name="Change">The change of that entry; null: it is an event, or the fault has no change.</param>
public sealed record RecordFault(RecordFaultKind Kind, long Entry, long? Change = null);

public enum RecordFaultKind
{
    /// <summary>The entry does not fit what stands before it: it was altered, or one before it was added or removed.</summary>
    Altered,

    /// <summary>There is no entry of this number.</summary>
    Missing,

    /// <summary>A change or event stands in the tables that no commit put on record.</summary>
    Added,

    /// <summary>The key of the entries from this one on cannot be read: they cannot be checked.</summary>
    KeyUnreadable,

    /// <summary>The record has entries but its beginning is gone.</summary>
    BeginningGone,

    /// <summary>The record ended at this entry once, and now ends before it, or holds another in its place.</summary>
    Cut,

    /// <summary>No entry has the hash that was kept elsewhere.</summary>
    HashUnknown,

    /// <summary>The chain of the first build, which had no key, does not fit at this change.</summary>
    OldChainBroken,

    /// <summary>The seal of an exported part is not ours.</summary>
    SealUnknown,
}
