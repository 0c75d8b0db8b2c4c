using System.Globalization;
using Gatehouse.Data.Record;

namespace Gatehouse.Dashboard.Operations;

/// <summary>What a check of the record found, in words.</summary>
public static class RecordWords
{
    public static string Whole(RecordState record) => Format(RecordTexts.WholeChecked, Entries(record.Verdict.Checked), record.At.ToString("d MMM, HH:mm", CultureInfo.InvariantCulture));

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

    /// <summary>"Key ci-release-bot rotated".</summary>
    public static string Sentence(string action, string? name) =>
        Format(RecordTexts.ResourceManager.GetString($"Action.{action}", CultureInfo.InvariantCulture) ?? action, name ?? "").TrimEnd();

    /// <summary>The name of a field as people read it.</summary>
    public static string Field(string name) =>
        RecordTexts.ResourceManager.GetString($"Field.{name.ToLowerInvariant()}", CultureInfo.InvariantCulture) ?? name.Replace('_', ' ');

    /// <summary>From where.</summary>
    public static string Of(Origin origin) => RecordTexts.ResourceManager.GetString($"Origin.{origin}", CultureInfo.InvariantCulture) ?? origin.ToString();

    public static string Format(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
