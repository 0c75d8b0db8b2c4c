using System.Globalization;
using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.History;

namespace Gatehouse.Dashboard.Operations;

/// <summary>What a check of the record found, in words.</summary>
public static class RecordWords
{
    public static string Whole(RecordState record) => Format(RecordTexts.WholeChecked, Entries(record.Verdict.Checked), Words.Moment(record.At));

    public static string Entries(long count) => count == 1 ? RecordTexts.OneEntry : Format(RecordTexts.Entries, count);

    /// <summary>What is wrong, where, and what to do.</summary>
    public static string Of(RecordFault fault)
    {
        var where = fault.Change is { } change ? Format(RecordTexts.EntryWithChange, fault.Entry, change) : Format(RecordTexts.EntryAlone, fault.Entry);
        return fault.Kind switch
        {
            RecordFaultKind.Altered => $"{Format(RecordTexts.FaultAltered, where)} {RecordTexts.CompareWithBackup}",
            RecordFaultKind.Missing => $"{Format(RecordTexts.FaultMissing, where)} {RecordTexts.CompareWithBackup}",
            RecordFaultKind.Added when fault.Change is { } added => $"{Format(RecordTexts.FaultAddedChange, added)} {RecordTexts.CompareWithBackup}",
            RecordFaultKind.Added => $"{Format(RecordTexts.FaultAddedEvent, fault.Entry)} {RecordTexts.CompareWithBackup}",
            RecordFaultKind.KeyUnreadable => Format(RecordTexts.FaultKeyUnreadable, where),
            RecordFaultKind.BeginningGone => $"{RecordTexts.FaultBeginningGone} {RecordTexts.CompareWithBackup}",
            RecordFaultKind.Cut => Format(RecordTexts.FaultCut, where),
            RecordFaultKind.HashUnknown => RecordTexts.FaultHashUnknown,
            RecordFaultKind.OldChainBroken => $"{Format(RecordTexts.FaultOldChainBroken, where)} {RecordTexts.CompareWithBackup}",
            _ => $"{Format(RecordTexts.FaultSealUnknown, where)} {RecordTexts.CompareWithBackup}",
        };
    }

    public static string Format(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
