using System.Buffers;

namespace Gatehouse.Data.Policy;

/// <summary>HTTP header names in canonical form: trimmed, lower case, made of token characters (RFC 9110, section 5.6.2).</summary>
public static class HeaderName
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Names that the connection itself sets, or that end at the next hop (RFC 9110, section 7.6.1).</summary>
    private static readonly string[] OfTheConnection =
        ["connection", "content-length", "expect", "host", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

    private const int LengthLimit = 128;
    private const int CountLimit = 100;

    /// <summary>The names that each identity is to store, or null with every error. Names that are asked for already are not judged again.</summary>
    public static IReadOnlyList<string>? ToStore(IReadOnlyCollection<string?> names, IReadOnlyCollection<string> standing, out IReadOnlyList<string> errors)
    {
        if (CanonicalList(names, out errors) is not { } list)
            return null;
        var found = new List<string>();
        if (list.Count > CountLimit && list.Count > standing.Count)
            found.Add($"{list.Count} header names are too many: name at most {CountLimit}.");
        foreach (var name in list.Except(standing))
            if (name.Length > LengthLimit)
                found.Add($"\"{ShownText.Of(name)}\" is longer than {LengthLimit} characters.");
            else if (OfTheConnection.Contains(name))
                found.Add($"\"{name}\" is set by the connection itself, and nobody can store it. Name another header.");
        errors = found;
        return found.Count == 0 ? list : null;
    }

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
