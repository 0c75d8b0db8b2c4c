
namespace Gatehouse.Dashboard.Wording;

/// <summary>Sentence case.</summary>
public static class TextCase
{
    public static string Capital(this string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
