using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Retention;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Orphans that come to the end of the time they are kept for.</summary>
public sealed partial class DueCard
{
    [Parameter, EditorRequired]
    public required DueOrphans Due { get; set; }

    /// <summary>What the sweep may take; null: not asked yet.</summary>
    [Parameter]
    public PurgeOutlook? Purge { get; set; }

    [Parameter, EditorRequired]
    public int OrphanDays { get; set; }

    private string Total => PlanWords.Count(Due.ThisWeek, OverviewTexts.Orphan, OverviewTexts.Orphans);

    private string Foot => string.Join(" ", new[]
    {
        Due.ThisWeek == 0 ? OverviewTexts.None : null,
        OverviewTexts.OrphansAreKeptForThenDeletedFor.With(PlanWords.Count(OrphanDays, OverviewTexts.DayWord, OverviewTexts.Days)),
        Due.Overdue == 0 || Purge is { IsHeld: true } or { Seen.IsBehind: true } ? null : ReviewWords.Format(Due.Overdue == 1 ? OverviewTexts.OverdueOne : OverviewTexts.OverdueMany, Due.Overdue),
        Purge is { IsHeld: false, Seen: { IsBehind: true, At: var at } } ? ReviewWords.Format(OverviewTexts.ClockAhead, Words.Weekday(at)) : null,
        Due.ThisWeek + Due.Overdue == 0 ? null : OverviewTexts.GrantTheClientAgainToBringOne,
    }.OfType<string>());

    private string Height(DueDay day) => string.Create(CultureInfo.InvariantCulture, $"height: {100.0 * day.Count / Due.Days.Max(other => other.Count):0.##}%");

    private static string Name(DueDay day) => day.Day.ToString("ddd d", CultureInfo.InvariantCulture);
}
