using System.Globalization;
using System.Text.Json;
using Gatehouse.Data.Reads;

namespace Gatehouse.Dashboard.Api;

/// <summary>The parameters of an address: those a route knows, each read once and refused by name when it is wrong.</summary>
internal sealed class Query
{
    /// <summary>The most rows a page holds.</summary>
    public const int Most = 100;

    private const int Longest = 500;

    // A cursor carries the name that its page ended with.
    private const int LongestCursor = 4_000;
    private readonly IQueryCollection query;

    /// <param name="context">The request.</param>
    /// <param name="known">The parameters of this route: another one would be a filter that filters nothing.</param>
    public Query(HttpContext context, params string[] known)
    {
        query = context.Request.Query;
        RefuseEmpty(query);
        foreach (var (name, values) in query)
            if (!known.Contains(name))
                throw new RefusedRequestException(name, "unknown_parameter",
                    known.Length == 0 ? "This route takes no parameter. Remove it." : $"This route has no parameter \"{name}\". It takes {string.Join(", ", known)}.");
            else if (values.Count > 1)
                throw new RefusedRequestException(name, "bad_parameter", $"Parameter {name} is there {values.Count} times. Give it once.");
            else if (values.ToString().Length > (name == "cursor" ? LongestCursor : Longest))
                throw new RefusedRequestException(name, "bad_parameter", $"Parameter {name} is longer than {(name == "cursor" ? LongestCursor : Longest)} characters.");
    }

    /// <summary>
    /// A parameter that stands in the address without a value is an unset variable of somebody's script: read as absent it would commit what was to be
    /// a dry run, and list everything instead of one key's.
    /// </summary>
    public static void RefuseEmpty(IQueryCollection query)
    {
        foreach (var (name, values) in query)
            if (values.Any(string.IsNullOrWhiteSpace))
                throw new RefusedRequestException(name, "empty_parameter", $"Parameter {name} has no value. Give it one, or leave it out.");
    }

    /// <summary>Null: absent.</summary>
    public string? Text(string name) => query.TryGetValue(name, out var text) ? text.ToString() : null;

    public string Required(string name) =>
        Text(name) ?? throw new RefusedRequestException(name, "missing_parameter", $"Parameter {name} is missing.");

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new RefusedRequestException(name, "bad_parameter", $"Parameter {name} must be true or false."),
    };

    /// <summary>A word of an enum, as answers write it.</summary>
    public T? Word<T>(string name) where T : struct, Enum => Text(name) is { } text ? Word<T>(name, text) : null;

    private static T Word<T>(string name, string text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (JsonSerializer.Serialize(value, DataJson.Options).Trim('"') == text)
                return value;
        throw new RefusedRequestException(name, "bad_parameter",
            $"Parameter {name} must be one of {string.Join(", ", Enum.GetValues<T>().Select(value => JsonSerializer.Serialize(value, DataJson.Options).Trim('"')))}.");
    }

    /// <summary>One of a route's own words.</summary>
    public T Among<T>(string name, T otherwise, params (string Word, T Value)[] words)
    {
        if (Text(name) is not { } text)
            return otherwise;
        foreach (var (word, value) in words)
            if (word == text)
                return value;
        throw new RefusedRequestException(name, "bad_parameter", $"Parameter {name} must be one of {string.Join(", ", words.Select(word => word.Word))}.");
    }

    /// <summary>Rows a page, 1 to 100; more is refused.</summary>
    public int Limit()
    {
        var limit = Number("limit", 1) ?? Window.Default;
        return limit <= Most ? limit : throw new RefusedRequestException("limit", "bad_parameter", "Parameter limit must be a number from 1 to 100.");
    }

    /// <summary>Paging as Bifrost's lists have it: an offset, and more than 100 rows a page are 100.</summary>
    public Window Offset(int otherwise = Window.Default) => new(Number("offset", 0) ?? 0, Math.Min(Number("limit", 1) ?? otherwise, Most));

    /// <summary>A list with commas; without entries: absent.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = Text(name)?.Split(',', StringSplitOptions.TrimEntries).Distinct().ToArray() ?? [];
        return texts.Contains("")
            ? throw new RefusedRequestException(name, "empty_parameter", $"Parameter {name} has an entry without a value between its commas. Give it one, or remove the comma.") : texts;
    }

    /// <summary>A list of words of an enum.</summary>
    public IReadOnlyList<T> Words<T>(string name) where T : struct, Enum => [.. Texts(name).Select(text => Word<T>(name, text))];

    /// <summary>Paging of our lists: behind the row where the page before ended.</summary>
    public Window Page() => new(0, Limit()) { After = Text("cursor") };

    private int? Number(string name, int least)
    {
        if (Text(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
            : throw new RefusedRequestException(name, "bad_parameter", $"Parameter {name} must be a number from {least} on.");
    }

    /// <summary>What is given as a cursor is none of the list's.</summary>
    public static RefusedRequestException WrongCursor() => new("cursor", "bad_parameter", "Parameter cursor must be the next_cursor of the page before. Leave it out for the first page.");
}

/// <summary>A page of a list of ours.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="NextCursor">Parameter <c>cursor</c> of the next page; null: this is the last.</param>
/// <param name="Total">How many rows pass the filter in all.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? NextCursor, int Total)
{
    internal static PageOf<T> Of<TRow>(Paged<TRow> page, Func<TRow, T> answer) => new([.. page.Items.Select(answer)], page.Next, page.Total);
}
