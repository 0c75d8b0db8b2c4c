using System.Text;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Assign;

/// <summary>
/// Names in one field of a file, as a line of CSV within it: commas between them, and in quotes, each quote in it doubled, what a name could
/// not hold otherwise. What was written reads back the same.
/// </summary>
public static class NameList
{
    private const string All = "*";
    private const string None = "none";

    public static string Write(IEnumerable<string> names) => string.Join(',', names.Select(Write));

    /// <summary>The names, or null with what is wrong.</summary>
    public static IReadOnlyList<string>? Read(string text, out string? wrong)
    {
        wrong = null;
        var names = new List<string>();
        for (var at = 0; at <= text.Length; at++)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at < text.Length && text[at] == '"')
            {
                if (Quoted(text, ref at) is not { } name)
                {
                    wrong = "A quote is not closed, or a name goes on behind it. Write each quote in a name twice.";
                    return null;
                }
                names.Add(name);
                continue;
            }
            var end = text.IndexOf(',', at);
            names.Add(text[at..(end < 0 ? text.Length : end)].Trim());
            at = end < 0 ? text.Length : end;
        }
        return names;
    }

    /// <summary><c>*</c>: all tools; <c>none</c>: none, an explicit deny; else names. Null is empty: it is no grant.</summary>
    public static string Write(ToolList? tools) =>
        tools is null ? "" : tools.IsNone ? None : tools.IsAll ? All : Write(tools.Names) is var names && IsNone(names) ? $"\"{names}\"" : names;

    /// <summary>The tools, or null with what is wrong. Empty: all.</summary>
    public static ToolList? Tools(string text, out string? wrong)
    {
        wrong = null;
        if (text.Length == 0)
            return ToolList.All;
        if (IsNone(text))
            return ToolList.None;
        if (Read(text, out wrong) is not { } names)
            return null;
        try
        {
            return ToolList.Of(names);
        }
        catch (FormatException error)
        {
            wrong = error.Message;
            return null;
        }
    }

    private static bool IsNone(string text) => text.Equals(None, StringComparison.OrdinalIgnoreCase);

    private static string Write(string name) =>
        name.AsSpan().ContainsAny(',', '"') || name.Trim() != name || name.Length == 0 ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    /// <summary>From the opening quote to the comma or the end behind the closing one.</summary>
    private static string? Quoted(string text, ref int at)
    {
        var name = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
                name.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                name.Append(text[at++]);
            else
            {
                for (at++; at < text.Length && char.IsWhiteSpace(text[at]); at++) { }
                return at == text.Length || text[at] == ',' ? name.ToString() : null;
            }
        }
        return null;
    }
}
