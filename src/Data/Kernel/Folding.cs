namespace Gatehouse.Data.Kernel;

/// <summary>
/// Text without the difference between capital and small letters, for search, sort and comparison: every script, whatever language the machine
/// speaks. Accents stay: "é" is not "e".
/// </summary>
public static class Folding
{
    /// <summary>Equal when they fold to one text.</summary>
    public static readonly IEqualityComparer<string> Comparer = EqualityComparer<string>.Create((one, other) => Of(one ?? "") == Of(other ?? ""), text => Of(text).GetHashCode(StringComparison.Ordinal));

    /// <summary>"ŁUKASZ" and "Łukasz" become one; so do "STRASSE" and "Straße", "İstanbul" and "istanbul" (Unicode, CaseFolding.txt: status F for ß, and T for İ).</summary>
    public static string Of(string text)
    {
        var folded = text.ToLowerInvariant();
        return folded.AsSpan().ContainsAnyExceptInRange('\0', '\x7f')
            ? folded.Replace("ß", "ss", StringComparison.Ordinal).Replace('İ', 'i').Replace('ς', 'σ')
            : folded;
    }
}
