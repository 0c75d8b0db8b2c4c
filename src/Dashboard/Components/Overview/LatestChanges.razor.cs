using System.Globalization;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>The newest of the record, in words.</summary>
public sealed partial class LatestChanges
{
    [Inject]
    public required TimeProvider Clock { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ChangeItem> Changes { get; set; }

    private string When(ChangeItem change) => change.At.UtcDateTime.Date == Clock.GetUtcNow().UtcDateTime.Date
        ? change.At.ToString("HH:mm", CultureInfo.InvariantCulture)
        : Words.ShortDay(change.At);

    private static string Past(Move move, int count) => ReviewWords.Format(MoveTexts.Of(move).Past, count);
}
