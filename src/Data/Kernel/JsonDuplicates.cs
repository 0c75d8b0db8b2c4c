using System.Text.Json;

namespace Gatehouse.Data.Kernel;

/// <summary>Members that stand twice in an object: readers disagree which of them counts, so neither does.</summary>
internal static class JsonDuplicates
{
    /// <summary>The first name that stands twice in one object, at any depth; null: none does.</summary>
    public static string? In(JsonElement element, StringComparer names)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(item => In(item, names)).FirstOrDefault(name => name is not null);
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        var seen = new HashSet<string>(names);
        foreach (var member in element.EnumerateObject())
            if (!seen.Add(member.Name))
                return member.Name;
            else if (In(member.Value, names) is { } inside)
                return inside;
        return null;
    }
}
