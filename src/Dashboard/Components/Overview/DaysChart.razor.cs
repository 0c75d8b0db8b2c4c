using Gatehouse.Data.Reads.Overview;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Bars a day: orphaned above the line, reactivated below. Who cannot see them has a table.</summary>
public sealed partial class DaysChart
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<DayOfMoves> Days { get; set; }

    private DayScale Scale { get; set; } = DayScale.Of([]);

    private int Orphaned => Days.Sum(day => day.Orphaned);

    private int Reactivated => Days.Sum(day => day.Reactivated);

    private IEnumerable<DayOfMoves> Moving => Days.Where(day => day.Orphaned + day.Reactivated > 0);

    protected override void OnParametersSet() => Scale = DayScale.Of(Days);
}
