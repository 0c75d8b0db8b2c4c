using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Profiles;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of access profiles, which is the query of its URL.</summary>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page, one of <see cref="Window.Sizes"/>.</param>
public sealed record ProfileListAddress(ProfileFilter Filter, int Page = 1, int Size = Window.Default)
{
    public Window Window => new((Page - 1) * Size, Size);

    public string Query => Links.With("", [.. FilterValues, ("page", ListQuery.Word(Page, 1)), ("size", ListQuery.Word(Size, Window.Default))]).TrimStart('?');

    public string Href => Query.Length == 0 ? Links.AccessProfiles : $"{Links.AccessProfiles}?{Query}";

    public static ProfileListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        var (sort, descending) = values.Sort(ProfileSort.Name);
        return new(new ProfileFilter { Search = values.Text("q"), IsActive = values.YesNo("active"), Sort = sort, Descending = descending }, values.Page, values.Size);
    }

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportAccessProfiles(format), [.. FilterValues]);

    /// <summary>With another filter, from its first page.</summary>
    public ProfileListAddress With(ProfileFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public ProfileListAddress By(ProfileSort sort) => With(Filter with { Sort = sort, Descending = Filter.Sort == sort && !Filter.Descending });

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Filter.Search?.Trim()), ("active", ListQuery.Word(Filter.IsActive)), ("sort", ListQuery.Word(Filter.Sort, Filter.Descending, ProfileSort.Name)),
    ];
}
