using System.Globalization;
using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>Filter by days, UTC: the usual ones, or any.</summary>
public sealed partial class DaysFilter
{
    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required ChangeListAddress Address { get; set; }

    private ChangeFilter Filter => Address.Filter;

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private string? Value => (Filter.Since, Filter.Until) switch
    {
        (null, null) => null,
        ({ } since, null) => $"since {Said(since)}",
        (null, { } until) => $"until {Said(until)}",
        ({ } since, { } until) => since == until ? Said(since) : $"{Said(since)} to {Said(until)}",
    };

    private IEnumerable<FilterChoice> Choices =>
        new[] { ("Today", 0), ("Last 7 days", 6), ("Last 30 days", 29) }
            .Select(choice => (choice.Item1, Since: Today.AddDays(-choice.Item2)))
            .Select(choice => new FilterChoice(choice.Item1, HrefOf(choice.Since, null), Filter.Since == choice.Since && Filter.Until is null));

    private void Since(ChangeEventArgs changed) => Navigation.NavigateTo(HrefOf(Day(changed), Filter.Until));

    private void Until(ChangeEventArgs changed) => Navigation.NavigateTo(HrefOf(Filter.Since, Day(changed)));

    private string HrefOf(DateOnly? since, DateOnly? until) => Address.With(Filter with { Since = since, Until = until }).Href;

    private static DateOnly? Day(ChangeEventArgs changed) =>
        DateOnly.TryParseExact(changed.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Word(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Said(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
