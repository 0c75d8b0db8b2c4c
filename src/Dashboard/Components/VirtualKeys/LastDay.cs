namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>A day chosen on a page as the last one of something: it is over when the day is, not when it begins.</summary>
internal static class LastDay
{
    /// <summary>Its last second, so that the page shows the same day again.</summary>
    public static DateTimeOffset? EndOf(DateTime? day) =>
        day is { } chosen ? new DateTimeOffset(DateTime.SpecifyKind(chosen.Date, DateTimeKind.Utc)).AddDays(1).AddSeconds(-1) : null;
}
