using System.Globalization;

namespace Gatehouse.Dashboard.Wording;

/// <summary>Texts with what belongs into them.</summary>
internal static class SignInWords
{
    /// <summary>A span of time as a sentence names it.</summary>
    public static string For(TimeSpan span) => span switch
    {
        { TotalSeconds: <= 59 } => Text(SignInTexts.Seconds, Math.Max(1, Math.Ceiling(span.TotalSeconds))),
        { TotalMinutes: <= 1 } => SignInTexts.OneMinute,
        { TotalHours: 1 } => SignInTexts.OneHour,
        { TotalHours: > 1 } when span.Minutes == 0 => Text(SignInTexts.Hours, span.TotalHours),
        _ => Text(SignInTexts.Minutes, Math.Ceiling(span.TotalMinutes)),
    };

    public static string Text(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
