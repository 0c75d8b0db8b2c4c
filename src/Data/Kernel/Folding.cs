namespace Gatehouse.Data.Kernel;

/// <summary>
/// Text without the difference between capital and small letters: what every search, sort and comparison of names goes through, in memory and in SQL
/// alike (<c>Engines.Mapping.FoldedText</c> maps it). Every script, whatever language the machine speaks. Accents stay: "é" is not "e".
/// </summary>
public static class Folding
{
    /// <summary>Names are equal when they fold to one text, and in the order in which the database sorts what they fold to.</summary>
    public static readonly FoldedOrder Comparer = new();

    /// <summary>"ŁUKASZ" and "Łukasz" become one; so do "STRASSE" and "Straße", "İstanbul" and "istanbul" (Unicode, CaseFolding.txt: status F for ß, and T for İ).</summary>
    public static string Fold(string text)
    {
        var folded = text.ToLowerInvariant();
        return folded.AsSpan().ContainsAnyExceptInRange('\0', '\x7f')
            ? folded.Replace("ß", "ss", StringComparison.Ordinal).Replace('İ', 'i').Replace('ς', 'σ')
            : folded;
    }

    /// <summary>Whether a search for <paramref name="part"/> finds the text.</summary>
    public static bool Holds(string text, string part) => Fold(text).Contains(Fold(part), StringComparison.Ordinal);
}

/// <summary>The order of folded names: by code point, as the database compares the bytes of UTF-8.</summary>
public sealed class FoldedOrder : IComparer<string>, IEqualityComparer<string>
{
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var (one, other) = (Folding.Fold(x), Folding.Fold(y));
        var alike = one.AsSpan().CommonPrefixLength(other);
        return alike == one.Length || alike == other.Length ? one.Length.CompareTo(other.Length) : Place(one[alike]) - Place(other[alike]);
    }

    public bool Equals(string? x, string? y) => x is null || y is null ? x is null && y is null : Folding.Fold(x) == Folding.Fold(y);

    public int GetHashCode(string obj) => Folding.Fold(obj).GetHashCode(StringComparison.Ordinal);

    // What lies beyond U+FFFF is written in two halves from U+D800 on: by code point it comes behind all the rest.
    private static int Place(char character) => char.IsSurrogate(character) ? character + 0x10000 : character;
}
