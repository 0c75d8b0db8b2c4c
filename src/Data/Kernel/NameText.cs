using System.Globalization;
using System.Text;

namespace Gatehouse.Data.Kernel;

/// <summary>
/// What a text that people read may hold: no character that no eye sees. With one, two names look alike, or a name reads as another than it is. Asked
/// only of what somebody writes anew: what is stored stays as it is until it is edited.
/// </summary>
public static class NameText
{
    public const int NameLimit = 255;
    public const int DescriptionLimit = 5_000;

    /// <summary>What is wrong with a name, as it is stored; null: nothing.</summary>
    /// <param name="name">Without spaces around.</param>
    /// <param name="what">What has it, e.g. "the key".</param>
    public static string? WrongName(string name, string what) =>
        name.Length is 0 or > NameLimit ? $"Give {what} a name of 1 to 255 characters." : Unseen(name, lines: false) is { } unseen ? $"The name of {what} {unseen}" : null;

    /// <summary>What is wrong with a text of several lines; null: nothing.</summary>
    public static string? WrongDescription(string? text) =>
        text is null ? null
        : text.Length > DescriptionLimit ? string.Create(CultureInfo.InvariantCulture, $"The description is longer than {DescriptionLimit:N0} characters.")
        : Unseen(text, lines: true) is { } unseen ? $"The description {unseen}" : null;

    /// <summary>What is wrong with the name of a tool; null: nothing.</summary>
    public static string? WrongTool(string name) =>
        name.Length > NameLimit ? "A tool name is longer than 255 characters." : Unseen(name, lines: false) is { } unseen ? $"A tool name {unseen}" : null;

    /// <summary>"holds U+202E (turns the direction of reading) at character 5 …": the first character that no eye sees; null: none.</summary>
    private static string? Unseen(string text, bool lines)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            at++;
            if (Word(rune) is { } word && !(lines && rune.Value is '\n' or '\r' or '\t'))
                return string.Create(CultureInfo.InvariantCulture, $"holds U+{rune.Value:X4} ({word}) at character {at}, which nobody sees. Remove it.");
        }
        return null;
    }

    /// <summary>Joiners (U+200C, U+200D) are part of how some languages and pictures are written.</summary>
    private static string? Word(Rune rune) => rune.Value switch
    {
        0 => "NUL",
        '\t' => "a tab",
        '\n' or '\r' or 0x85 or 0x2028 or 0x2029 => "a line break",
        < 0x20 or (>= 0x7F and < 0xA0) => "a control character",
        0x61C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "turns the direction of reading",
        0xAD or 0x180E or 0x200B or (>= 0x2060 and <= 0x2065) or (>= 0x206A and <= 0x206F) or 0xFEFF => "has no width",
        0xFFFD => "stands for a character that could not be read",
        (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE007F) => "a mark for machines",
        _ => null,
    };
}
