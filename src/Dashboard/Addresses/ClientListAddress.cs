using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.McpClients;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of MCP clients, which is the query of its URL. Unknown values fall back to the default.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
public sealed record ClientListAddress(McpClientFilter Filter, int Page = 1)
{
    /// <summary>Rows a page. Fixed: behind each row stand tens of thousands of credentials, which are counted anew.</summary>
    public const int Size = 25;

    public Window Window => new((Page - 1) * Size, Size);

    public string Query => Links.With("", [.. FilterValues, ("page", ListQuery.Word(Page, 1))]).TrimStart('?');

    public string Href => Query.Length == 0 ? Links.McpClients : $"{Links.McpClients}?{Query}";

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportMcpClients(format), [.. FilterValues]);

    public static ClientListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        var (sort, descending) = values.Sort(McpClientSort.Name);
        return new(
            new McpClientFilter
            {
                Search = values.Text("q"),
                AuthType = values.Named<AuthType>("auth"),
                AllKeys = values.YesNo("all"),
                Disabled = values.Text("state") switch { "disabled" => true, "enabled" => false, _ => null },
                Sort = sort,
                Descending = descending,
            }, values.Page);
    }

    /// <summary>The same order with another filter, from its first page.</summary>
    public ClientListAddress With(McpClientFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public ClientListAddress By(McpClientSort sort) =>
        With(Filter with { Sort = sort, Descending = Filter.Sort == sort && !Filter.Descending });

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Filter.Search?.Trim()),
        ("auth", ListQuery.Word(Filter.AuthType)),
        ("all", ListQuery.Word(Filter.AllKeys)),
        ("state", Filter.Disabled switch { true => "disabled", false => "enabled", null => null }),
        ("sort", ListQuery.Word(Filter.Sort, Filter.Descending, McpClientSort.Name)),
    ];
}
