using System.Globalization;
using Gatehouse.Dashboard.Wording;

namespace Gatehouse.Dashboard.Security;

/// <summary>Why a write was not made, where that is no fault of what was typed.</summary>
public static class WriteWords
{
    /// <summary>Null: the outcome has words of its own.</summary>
    public static string? Of(EditOutcome outcome) => outcome switch
    {
        EditOutcome.NotAllowed not => Of(not.Needs),
        EditOutcome.Busy busy => Format(WriteTexts.Busy, busy.Waited.TotalSeconds),
        EditOutcome.Storage storage => Of(storage.Fault),
        _ => null,
    };

    /// <summary>A role that does not cover it.</summary>
    public static string Of(Role needs) => Format(WriteTexts.NotAllowed, Permissions.Words(needs));

    /// <summary>What the storage refuses.</summary>
    public static string Of(StorageFault fault) => StorageWords.Of(fault).Sentence;

    /// <summary>For a form: it has one place for what is wrong.</summary>
    internal static EditOutcome ForForm(EditOutcome outcome) => Of(outcome) is { } words ? new EditOutcome.Refused("", words) : outcome;

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
