using System.Globalization;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of changes, which is the query of its URL.</summary>
/// <param name="Filter">What is shown.</param>
/// <param name="Page">From 1.</param>
public sealed record ChangeListAddress(ChangeFilter Filter, int Page = 1)
{
    public Window Window => new((Page - 1) * Window.Default);

    public string Href => Links.With(Links.Changes, [.. FilterValues, ("page", ListQuery.Word(Page, 1))]);

    public static ChangeListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        return new(
            new ChangeFilter
            {
                Search = values.Text("q"),
                Actor = values.Text("who"),
                Origin = values.Named<ChangeOrigin>("from"),
                EditKind = values.Named<EditKind>("edit"),
                Since = Day(values.Text("since")),
                Until = Day(values.Text("until")),
                VirtualKeyId = values.Text("key"),
                McpClientId = values.Text("client"),
                ProfileId = values.Text("profile"),
                UserId = values.Text("user"),
                GroupId = values.Text("group"),
            }, values.Page);
    }

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportChanges(format), [.. FilterValues]);

    /// <summary>With another filter, from its first page.</summary>
    public ChangeListAddress With(ChangeFilter filter) => new(filter);

    /// <summary>Only changes that touched this object; null: whatever they touched.</summary>
    public ChangeListAddress About(ObjectKind? kind, string? id) => With(Filter with
    {
        VirtualKeyId = kind == ObjectKind.VirtualKey ? id : null,
        McpClientId = kind == ObjectKind.McpClient ? id : null,
        ProfileId = kind == ObjectKind.AccessProfile ? id : null,
        UserId = kind == ObjectKind.User ? id : null,
        GroupId = kind == ObjectKind.Group ? id : null,
    });

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Filter.Search?.Trim()), ("who", Filter.Actor), ("from", ListQuery.Word(Filter.Origin)), ("edit", ListQuery.Word(Filter.EditKind)),
        ("since", Word(Filter.Since)), ("until", Word(Filter.Until)),
        ("key", Filter.VirtualKeyId), ("client", Filter.McpClientId), ("profile", Filter.ProfileId), ("user", Filter.UserId), ("group", Filter.GroupId),
    ];

    private static string? Word(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
