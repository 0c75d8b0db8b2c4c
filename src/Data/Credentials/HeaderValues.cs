using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Credentials;

/// <summary>Header values of one identity: those typed now over those stored before, cut to what the client asks for.</summary>
internal static class HeaderValues
{
    private static readonly char[] Unsendable = ['\r', '\n', '\0'];

    /// <summary>A value for every required name, or null with every error: names that are none, values that cannot be sent, names that are missing.</summary>
    public static SortedDictionary<string, string>? Merge(
        IReadOnlyCollection<string> required, IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> typed, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        if (HeaderName.CanonicalList(typed.Keys, out var wrong) is null)
            found.AddRange(wrong);
        var given = typed.Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
            .DistinctBy(pair => HeaderName.Canonical(pair.Key, out _) ?? pair.Key)
            .ToDictionary(pair => HeaderName.Canonical(pair.Key, out _) ?? pair.Key, pair => pair.Value.Trim());
        found.AddRange(given.Where(pair => pair.Value.IndexOfAny(Unsendable) >= 0)
            .Select(pair => $"The value of \"{pair.Key}\" has a line break or a null character: a header cannot carry it (RFC 9110)."));
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in required)
            if (given.TryGetValue(name, out var value) || stored.TryGetValue(name, out value))
                merged[name] = value;
            else
                found.Add($"The value of \"{name}\" is missing.");
        errors = found;
        return found.Count == 0 ? merged : null;
    }
}
