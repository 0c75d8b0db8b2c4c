using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of people, which is the query of its URL.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="ShowsGroups">Groups, not users.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page, one of <see cref="Window.Sizes"/>.</param>
public sealed record PeopleListAddress(PeopleFilter Filter, bool ShowsGroups = false, int Page = 1, int Size = Window.Default)
{
    private const string Groups = "groups";

    public Window Window => new((Page - 1) * Size, Size);

    public string Query => Links.With("",
        [("show", ShowsGroups ? Groups : null), .. FilterValues, ("page", ListQuery.Word(Page, 1)), ("size", ListQuery.Word(Size, Window.Default))]).TrimStart('?');

    public string Href => Query.Length == 0 ? Links.People : $"{Links.People}?{Query}";

    public static PeopleListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        var (sort, descending) = values.Sort(PeopleSort.Name);
        return new(
            new PeopleFilter { Search = values.Text("q"), IsActive = values.YesNo("active"), Sort = sort, Descending = descending },
            values.Text("show") == Groups, values.Page, values.Size);
    }

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(ShowsGroups ? Links.ExportGroups(format) : Links.ExportUsers(format), [.. FilterValues]);

    /// <summary>With another filter, from its first page.</summary>
    public PeopleListAddress With(PeopleFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Users or groups, searched alike.</summary>
    public PeopleListAddress Show(bool groups) => new(new PeopleFilter { Search = Filter.Search }, groups, 1, Size);

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public PeopleListAddress By(PeopleSort sort) => With(Filter with { Sort = sort, Descending = Filter.Sort == sort && !Filter.Descending });

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Filter.Search?.Trim()), ("active", ListQuery.Word(Filter.IsActive)), ("sort", ListQuery.Word(Filter.Sort, Filter.Descending, PeopleSort.Name)),
    ];
}
