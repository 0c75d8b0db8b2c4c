using System.Globalization;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>Reads the query of a list's address. Unknown values fall back to the default.</summary>
public sealed class ListQuery(string? query)
{
    private readonly Dictionary<string, StringValues> values = QueryHelpers.ParseQuery(query);

    public string? Text(string name) => values.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>"yes", "no", or neither.</summary>
    public bool? YesNo(string name) => Text(name) switch { "yes" => true, "no" => false, _ => null };

    /// <summary>One of the names of <typeparamref name="T"/>, in any case; a number is none.</summary>
    public T? Named<T>(string name) where T : struct, Enum => Value<T>(Text(name));

    /// <summary>Names behind commas, each once; what is none of them is passed over.</summary>
    public IReadOnlyList<T> AllNamed<T>(string name) where T : struct, Enum =>
        [.. (Text(name) ?? "").Split(',').Select(Value<T>).OfType<T>().Distinct()];

    /// <summary>The order: a word, behind a minus when turned round.</summary>
    public (T Sort, bool Descending) Sort<T>(T otherwise) where T : struct, Enum
    {
        var word = Text("sort") ?? "";
        return (Value<T>(word.TrimStart('-')) ?? otherwise, word.StartsWith('-'));
    }

    /// <summary>From 1.</summary>
    public int Page => Math.Max(1, Number("page", 1));

    /// <summary>One of <see cref="Window.Sizes"/>.</summary>
    public int Size => Number("size", Window.Default) is var size && Window.Sizes.Contains(size) ? size : Window.Default;

    public static string? Word<T>(T? value) where T : struct, Enum => value?.ToString().ToLowerInvariant();

    public static string? Word(bool? value) => value switch { true => "yes", false => "no", null => null };

    /// <summary>The order as a word; null for the one the list opens with.</summary>
    public static string? Word<T>(T sort, bool descending, T opens) where T : struct, Enum =>
        !descending && sort.Equals(opens) ? null : (descending ? "-" : "") + Word<T>(sort);

    /// <summary>A number; null for the one the list opens with.</summary>
    public static string? Word(int number, int opens) => number == opens ? null : number.ToString(CultureInfo.InvariantCulture);

    private static T? Value<T>(string? word) where T : struct, Enum =>
        word is { Length: > 0 } && !char.IsDigit(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private int Number(string name, int otherwise) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000 ? number : otherwise;
}
