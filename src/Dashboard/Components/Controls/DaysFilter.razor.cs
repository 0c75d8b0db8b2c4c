using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Filter by days, UTC: the usual ones, or any.</summary>
public sealed partial class DaysFilter
{
    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>From this day on.</summary>
    [Parameter]
    public DateOnly? From { get; set; }

    /// <summary>Until the end of this day.</summary>
    [Parameter]
    public DateOnly? To { get; set; }

    /// <summary>The list with other days.</summary>
    [Parameter, EditorRequired]
    public required Func<DateOnly?, DateOnly?, string> HrefOf { get; set; }

    [Parameter]
    public string Name { get; set; } = ControlTexts.When;

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private string? Value => (From, To) switch
    {
        (null, null) => null,
        ({ } since, null) => ControlTexts.SinceX.With(Said(since)),
        (null, { } until) => ControlTexts.UntilX.With(Said(until)),
        ({ } since, { } until) => since == until ? Said(since) : ControlTexts.XToY.With(Said(since), Said(until)),
    };

    private IEnumerable<FilterChoice> Choices =>
        new[] { (ControlTexts.TodayWord, 0), (ControlTexts.Last7Days, 6), (ControlTexts.Last30Days, 29) }
            .Select(choice => (choice.Item1, Since: Today.AddDays(-choice.Item2)))
            .Select(choice => new FilterChoice(choice.Item1, HrefOf(choice.Since, null), From == choice.Since && To is null));

    private void Since(ChangeEventArgs changed) => Navigation.NavigateTo(HrefOf(Day(changed), To));

    private void Until(ChangeEventArgs changed) => Navigation.NavigateTo(HrefOf(From, Day(changed)));

    private static DateOnly? Day(ChangeEventArgs changed) =>
        DateOnly.TryParseExact(changed.Value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Word(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Said(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
