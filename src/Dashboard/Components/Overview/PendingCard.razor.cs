using System.Globalization;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Who was asked to sign in and has not, those that end first.</summary>
public sealed partial class PendingCard
{
    [Parameter, EditorRequired]
    public required PendingFlows Pending { get; set; }

    /// <summary>When it was read.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    private string Nobody => Pending.Total == 0 ? "Nobody is asked to sign in." : "All of them are past their time: nobody can finish one any more.";

    private string Left(PendingFlow flow) => (flow.ExpiresAt - At) switch
    {
        { TotalDays: >= 2 } left => string.Create(CultureInfo.InvariantCulture, $"{left.TotalDays:0} days left"),
        { TotalHours: >= 1 } left => string.Create(CultureInfo.InvariantCulture, $"{left.TotalHours:0} h left"),
        { TotalMinutes: >= 1 } left => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(left.TotalMinutes):0} min left"),
        _ => "under a minute",
    };
}
