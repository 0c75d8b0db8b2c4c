using System.Globalization;
using System.Text;

namespace Gatehouse.Data.Kernel;

/// <summary>
/// Text that somebody else wrote, as a message may repeat it: never longer than a line, and with what no eye sees spelled out, so that two
/// names that look alike do not read alike.
/// </summary>
public static class ShownText
{
    /// <summary>Characters of a text that a message repeats.</summary>
    public const int Most = 80;

    /// <summary>"ci-bot[U+200B]"; the beginning of a long text and how long it is.</summary>
    public static string Of(string? text)
    {
        var shown = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (shown.Length >= Most)
                return string.Create(CultureInfo.InvariantCulture, $"{shown}… ({text!.Length:N0} characters)");
            if (IsSeen(rune))
                shown.Append(rune);
            else
                shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }
        return shown.ToString();
    }

    private static bool IsSeen(Rune rune) => rune.Value == ' ' || (Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate) && !IsLikeAHyphen(rune));

    /// <summary>Hyphens that look like the one on the keyboard.</summary>
    private static bool IsLikeAHyphen(Rune rune) => rune.Value is >= 0x2010 and <= 0x2012 or 0x2212 or 0xFE63 or 0xFF0D;
}
