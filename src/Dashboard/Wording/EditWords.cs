
namespace Gatehouse.Dashboard.Wording;

/// <summary>What came of a small edit, as a form says it.</summary>
internal static class EditWords
{
    /// <param name="outcome">What came of it.</param>
    /// <param name="subject">What was edited: "group".</param>
    /// <param name="done">What to say when it is written.</param>
    public static (string Tone, string Message) Of(EditOutcome outcome, string subject, string done = "Saved.") => outcome switch
    {
        EditOutcome.Done => ("ok", done),
        EditOutcome.Refused refused => ("error", refused.Message),
        EditOutcome.Conflict => ("warn", WordTexts.SomebodyElseEditedThisMeanwhileNothing.With(subject)),
        _ => ("error", WordTexts.ThisIsGoneNothingWasWritten.With(subject)),
    };
}
