using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Settings;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of a list of sign-ins, which is the query of its URL.</summary>
/// <param name="Path">Of the page.</param>
/// <param name="Filter">What is shown, and in which order.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page, one of <see cref="Window.Sizes"/>.</param>
public sealed record SignInListAddress(string Path, SignInFilter Filter, int Page = 1, int Size = Window.Default)
{
    // What was seen last comes first: a minus turns a list round, so it stands before the others only.
    private const SignInSort First = SignInSort.LastSeen;

    public Window Window => new((Page - 1) * Size, Size);

    public string Href => Links.With(Path, ("q", Filter.Search?.Trim()), ("sort", Sort), ("page", ListQuery.Word(Page, 1)), ("size", ListQuery.Word(Size, Window.Default)));

    private string? Sort => Filter is { Sort: First, Descending: true } ? null : ListQuery.Word(Filter.Sort, Filter.Descending, default);

    public static SignInListAddress Of(string path, string? query)
    {
        var values = new ListQuery(query);
        var (sort, descending) = values.Text("sort") is null ? (First, true) : values.Sort(First);
        return new(path, new SignInFilter { Search = values.Text("q"), Sort = sort, Descending = descending }, values.Page, values.Size);
    }

    /// <summary>With another filter, from its first page.</summary>
    public SignInListAddress With(SignInFilter filter) => this with { Filter = filter, Page = 1 };

    /// <summary>Sorted by this column; turned round when it is so already.</summary>
    public SignInListAddress By(SignInSort sort) =>
        With(Filter with { Sort = sort, Descending = Filter.Sort == sort ? !Filter.Descending : sort != SignInSort.Account });
}
