using System.Globalization;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>The state of the list of virtual keys, which is the query of its URL. Unknown values fall back to the default.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page, one of <see cref="Window.Sizes"/>.</param>
public sealed record KeyListAddress(VirtualKeyFilter Filter, int Page = 1, int Size = Window.Default)
{
    public Window Window => new((Page - 1) * Size, Size);

    public static KeyListAddress Of(string? query)
    {
        var values = QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var sort = values.GetValueOrDefault("sort", "");
        var size = Number(values.GetValueOrDefault("size"), Window.Default);
        return new(
            new VirtualKeyFilter
            {
                Search = values.GetValueOrDefault("q"),
                State = Word<VirtualKeyState>(values.GetValueOrDefault("state")),
                HasOrphaned = values.GetValueOrDefault("orphaned") switch { "yes" => true, "no" => false, _ => null },
                GrantsClient = NullIfEmpty(values.GetValueOrDefault("client")),
                Owner = NullIfEmpty(values.GetValueOrDefault("owner")),
                Sort = Word<VirtualKeySort>(sort.TrimStart('-')) ?? VirtualKeySort.Name,
                Descending = sort.StartsWith('-'),
            },
            Math.Max(1, Number(values.GetValueOrDefault("page"), 1)),
            Window.Sizes.Contains(size) ? size : Window.Default);
    }

    /// <summary>"q=bot&amp;state=expired"; empty for the list as it opens.</summary>
    public string Query => Links.With("", [.. FilterValues, ("page", Page > 1 ? Text(Page) : null), ("size", Size != Window.Default ? Text(Size) : null)]).TrimStart('?');

    /// <summary>The list with this state.</summary>
    public string Href => Query.Length == 0 ? Links.VirtualKeys : $"{Links.VirtualKeys}?{Query}";

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportVirtualKeys(format), [.. FilterValues]);

    /// <summary>The same order with another filter, from its first page.</summary>
    public KeyListAddress With(VirtualKeyFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public KeyListAddress By(VirtualKeySort sort) =>
        With(Filter with { Sort = sort, Descending = Filter.Sort == sort && !Filter.Descending });

    private IEnumerable<(string, string?)> FilterValues
    {
        get
        {
            yield return ("q", Filter.Search?.Trim());
            yield return ("state", Lower(Filter.State));
            yield return ("orphaned", Filter.HasOrphaned switch { true => "yes", false => "no", null => null });
            yield return ("client", Filter.GrantsClient);
            yield return ("owner", Filter.Owner);
            yield return ("sort", Filter is { Sort: VirtualKeySort.Name, Descending: false } ? null : (Filter.Descending ? "-" : "") + Lower((VirtualKeySort?)Filter.Sort));
        }
    }

    private static string? Lower<T>(T? value) where T : struct, Enum => value?.ToString().ToLowerInvariant();

    private static T? Word<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !int.TryParse(text, out _) ? value : null;

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000 ? number : otherwise;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
