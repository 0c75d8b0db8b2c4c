using System.Buffers;

namespace Gatehouse.Data.Policy;

/// <summary>HTTP header names in canonical form: trimmed, lower case, made of token characters (RFC 9110, section 5.6.2).</summary>
public static class HeaderName
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>The canonical form of <paramref name="name"/>, or null with <paramref name="error"/> saying which name is wrong and why.</summary>
    public static string? Canonical(string? name, out string? error)
    {
        var canonical = (name ?? "").Trim(' ', '\t').ToLowerInvariant();
        error = canonical.Length == 0
            ? "A header name is empty."
            : canonical.AsSpan().ContainsAnyExcept(Token)
                ? $"\"{name}\" is not a header name: only letters, digits and !#$%&'*+-.^_`|~ are allowed (RFC 9110)."
                : null;
        return error is null ? canonical : null;
    }

    /// <summary>The canonical list in the order given, or null with every error: empty and illegal names, and duplicates after canonicalising.</summary>
    public static IReadOnlyList<string>? CanonicalList(IEnumerable<string?> names, out IReadOnlyList<string> errors)
    {
        var seen = new List<string>();
        var found = new List<string>();
        foreach (var name in names)
        {
            var canonical = Canonical(name, out var error);
            if (canonical is null)
                found.Add(error!);
            else if (seen.Contains(canonical))
                found.Add($"\"{name}\" is named twice (header names are compared as \"{canonical}\").");
            else
                seen.Add(canonical);
        }
        errors = found;
        return found.Count == 0 ? seen : null;
    }
}
