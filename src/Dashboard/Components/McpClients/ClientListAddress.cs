using System.Globalization;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>The state of the list of MCP clients, which is the query of its URL. Unknown values fall back to the default.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
public sealed record ClientListAddress(McpClientFilter Filter, int Page = 1)
{
    /// <summary>Rows a page. Fixed: behind each row stand tens of thousands of credentials, which are counted anew.</summary>
    public const int Size = 25;

    public Window Window => new((Page - 1) * Size, Size);

    public string Query => Links.With("", [.. FilterValues, ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null)]).TrimStart('?');

    public string Href => Query.Length == 0 ? Links.McpClients : $"{Links.McpClients}?{Query}";

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportMcpClients(format), [.. FilterValues]);

    public static ClientListAddress Of(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var sort = values.GetValueOrDefault("sort").ToString();
        return new(
            new McpClientFilter
            {
                Search = values.TryGetValue("q", out var search) ? search.ToString() : null,
                AuthType = Word<AuthType>(values.GetValueOrDefault("auth")),
                AllKeys = values.GetValueOrDefault("all").ToString() switch { "yes" => true, "no" => false, _ => null },
                Disabled = values.GetValueOrDefault("state").ToString() switch { "disabled" => true, "enabled" => false, _ => null },
                Sort = Word<McpClientSort>(sort.TrimStart('-')) ?? McpClientSort.Name,
                Descending = sort.StartsWith('-'),
            },
            int.TryParse(values.GetValueOrDefault("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1);
    }

    /// <summary>The same order with another filter, from its first page.</summary>
    public ClientListAddress With(McpClientFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public ClientListAddress By(McpClientSort sort) =>
        With(Filter with { Sort = sort, Descending = Filter.Sort == sort && !Filter.Descending });

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Filter.Search?.Trim()),
        ("auth", Filter.AuthType?.ToString().ToLowerInvariant()),
        ("all", Filter.AllKeys switch { true => "yes", false => "no", null => null }),
        ("state", Filter.Disabled switch { true => "disabled", false => "enabled", null => null }),
        ("sort", Filter is { Sort: McpClientSort.Name, Descending: false } ? null : (Filter.Descending ? "-" : "") + Filter.Sort.ToString().ToLowerInvariant()),
    ];

    private static T? Word<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !int.TryParse(text, out _) ? value : null;
}
