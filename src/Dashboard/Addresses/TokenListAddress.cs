using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of API tokens, which is the query of its URL.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page, one of <see cref="Window.Sizes"/>.</param>
public sealed record TokenListAddress(ApiTokenFilter Filter, int Page = 1, int Size = Window.Default)
{
    public Window Window => new((Page - 1) * Size, Size);

    public string Href => Links.With(Links.ApiTokens, [.. FilterValues, ("page", ListQuery.Word(Page, 1)), ("size", ListQuery.Word(Size, Window.Default))]);

    public static TokenListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        var (sort, descending) = values.Sort(ApiTokenSort.Name);
        return new(
            new ApiTokenFilter { Search = values.Text("q"), Role = values.Named<Role>("role"), State = values.Named<ApiTokenState>("state"), Sort = sort, Descending = descending },
            values.Page, values.Size);
    }

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportApiTokens(format), [.. FilterValues]);

    /// <summary>With another filter, from its first page.</summary>
    public TokenListAddress With(ApiTokenFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public TokenListAddress By(ApiTokenSort sort) => With(Filter with { Sort = sort, Descending = Filter.Sort == sort && !Filter.Descending });

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Filter.Search?.Trim()), ("role", ListQuery.Word(Filter.Role)), ("state", ListQuery.Word(Filter.State)), ("sort", ListQuery.Word(Filter.Sort, Filter.Descending, ApiTokenSort.Name)),
    ];
}
