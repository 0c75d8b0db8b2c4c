using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Rows;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of virtual keys, which is the query of its URL. Unknown values fall back to the default.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page, one of <see cref="Window.Sizes"/>.</param>
public sealed record KeyListAddress(VirtualKeyFilter Filter, int Page = 1, int Size = Window.Default)
{
    public Window Window => new((Page - 1) * Size, Size);

    public static KeyListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        var (sort, descending) = values.Sort(VirtualKeySort.Name);
        return new(
            new VirtualKeyFilter
            {
                Search = values.Text("q"),
                State = values.Named<VirtualKeyState>("state"),
                HasOrphaned = values.YesNo("orphaned"),
                GrantsClient = values.Text("client"),
                Owner = values.Text("owner"),
                Sort = sort,
                Descending = descending,
            }, values.Page, values.Size);
    }

    /// <summary>"q=bot&amp;state=expired"; empty for the list as it opens.</summary>
    public string Query => Links.With("", [.. FilterValues, ("page", ListQuery.Word(Page, 1)), ("size", ListQuery.Word(Size, Window.Default))]).TrimStart('?');

    /// <summary>The list with this state.</summary>
    public string Href => Query.Length == 0 ? Links.VirtualKeys : $"{Links.VirtualKeys}?{Query}";

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportVirtualKeys(format), [.. FilterValues]);

    /// <summary>The same order with another filter, from its first page.</summary>
    public KeyListAddress With(VirtualKeyFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public KeyListAddress By(VirtualKeySort sort) =>
        With(Filter with { Sort = sort, Descending = Filter.Sort == sort && !Filter.Descending });

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Filter.Search?.Trim()), ("state", ListQuery.Word(Filter.State)), ("orphaned", ListQuery.Word(Filter.HasOrphaned)),
        ("client", Filter.GrantsClient), ("owner", Filter.Owner), ("sort", ListQuery.Word(Filter.Sort, Filter.Descending, VirtualKeySort.Name)),
    ];
}
