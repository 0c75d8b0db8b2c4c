using System.Text.Json;

namespace Gatehouse.Data.Policy;

/// <summary>
/// The tools a grant lets through: all (<c>*</c>), some by name, or none. None is an explicit deny: it names the MCP client and grants nothing.
/// Kept in one canonical JSON form (sorted, distinct), so that equal lists are equal strings in the database too.
/// </summary>
public sealed record ToolList
{
    public static readonly ToolList All = new("""["*"]""");
    public static readonly ToolList None = new("[]");

    private ToolList(string json) => Json = json;

    /// <summary>Canonical JSON array, e.g. <c>["*"]</c>, <c>[]</c>, <c>["list_issues","read_file"]</c>.</summary>
    public string Json { get; }

    public bool IsAll => Json == All.Json;

    public bool IsNone => Json == None.Json;

    public IReadOnlyList<string> Names => JsonSerializer.Deserialize<string[]>(Json)!;

    /// <summary>Builds the canonical list. <c>*</c> stands alone.</summary>
    /// <exception cref="FormatException">A name is empty, appears twice, or <c>*</c> stands beside other names.</exception>
    public static ToolList Of(IEnumerable<string> names)
    {
        var list = names.Select(name => name.Trim()).Order(StringComparer.Ordinal).ToArray();
        if (list.Length == 0)
            return None;
        if (list.Contains("*"))
            return list.Length == 1 ? All : throw new FormatException("\"*\" means all tools and must stand alone.");
        if (list.Any(name => name.Length == 0))
            throw new FormatException("A tool name is empty.");
        if (list.Distinct(StringComparer.Ordinal).Count() != list.Length)
            throw new FormatException("A tool is named twice.");
        return new ToolList(JsonSerializer.Serialize(list));
    }

    /// <summary>Reads the canonical form back from the database.</summary>
    public static ToolList FromJson(string json) =>
        json == All.Json ? All : json == None.Json ? None : new ToolList(json);

    /// <summary>Everything that either list lets through.</summary>
    public ToolList Union(ToolList other)
    {
        if (IsAll || other.IsAll)
            return All;
        return Of(Names.Union(other.Names, StringComparer.Ordinal));
    }

    /// <summary>In words: "all tools", "no tools", "3 tools".</summary>
    public override string ToString()
    {
        if (IsAll)
            return "all tools";
        var count = Names.Count;
        return count switch { 0 => "no tools", 1 => "1 tool", _ => $"{count} tools" };
    }
}
