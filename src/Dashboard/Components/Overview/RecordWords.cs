using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Operations;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>What a check of the record of changes found, in words.</summary>
public static class RecordWords
{
    public static string Broken(long change) =>
        FormattableString.Invariant($"Change {change} does not fit what stands before it: it was altered, or one before it was added or removed, past Gatehouse. Compare with a backup.");

    public static string Whole(RecordState record) =>
        $"The record of {(record.Verdict.Checked == 1 ? "1 change" : $"{Words.Number(record.Verdict.Checked)} changes")} is whole. Checked {Words.Moment(record.At)}.";
}
