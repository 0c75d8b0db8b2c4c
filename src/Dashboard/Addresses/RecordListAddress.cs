using System.Globalization;
using Gatehouse.Data.Reads.Changes;

namespace Gatehouse.Dashboard.Addresses;

/// <summary>The state of the list of entries, which is the query of its URL. Unknown values fall back to the default.</summary>
public sealed record RecordListAddress
{
    /// <summary>Entries a page.</summary>
    public const int Size = 50;

    public string? Search { get; init; }

    public string? Actor { get; init; }

    public Origin? Origin { get; init; }

    public RecordGroup? Group { get; init; }

    /// <summary>Public id of an object, also of one that is gone.</summary>
    public string? About { get; init; }

    /// <summary>From this day on, UTC.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Until the end of this day, UTC.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where the page begins; null: at the newest entry.</summary>
    public RecordPlace? At { get; init; }

    public bool IsFiltered => FilterValues.Any(value => !string.IsNullOrEmpty(value.Item2));

    public string Href => Links.With(Links.Record, [.. FilterValues, ("at", At?.ToString())]);

    public RecordFilter Filter => new()
    {
        Search = Search,
        Actor = Actor,
        Origin = Origin,
        Group = Group,
        ObjectId = About,
        From = Since is { } since ? new(since, TimeOnly.MinValue, TimeSpan.Zero) : null,
        Until = Until is { } until ? new DateTimeOffset(until, TimeOnly.MinValue, TimeSpan.Zero).AddDays(1) : null,
    };

    private IEnumerable<(string, string?)> FilterValues =>
    [
        ("q", Search?.Trim()), ("who", Actor), ("from", ListQuery.Word(Origin)), ("group", ListQuery.Word(Group)), ("about", About), ("since", Word(Since)), ("until", Word(Until)),
    ];

    public static RecordListAddress Of(string? query)
    {
        var values = new ListQuery(query);
        return new()
        {
            Search = values.Text("q"),
            Actor = values.Text("who"),
            Origin = values.Named<Origin>("from"),
            Group = values.Named<RecordGroup>("group"),
            About = values.Text("about"),
            Since = Day(values.Text("since")),
            Until = Day(values.Text("until")),
            At = RecordPlace.Parse(values.Text("at")),
        };
    }

    /// <summary>Everything the filter lets through, as a file.</summary>
    public string Export(string format) => Links.With(Links.ExportRecord(format), [.. FilterValues]);

    /// <summary>From the newest entry.</summary>
    public RecordListAddress First() => this with { At = null };

    private static string? Word(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
