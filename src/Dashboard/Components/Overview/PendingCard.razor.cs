using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Overview;
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

    private string Nobody => Pending.Total == 0 ? OverviewTexts.NobodyIsAskedToSignIn : OverviewTexts.AllOfThemArePastTheirTime;

    private string Left(PendingFlow flow) => (flow.ExpiresAt - At) switch
    {
        { TotalDays: >= 2 } left => OverviewTexts.DaysLeft.With(left.TotalDays),
        { TotalHours: >= 1 } left => OverviewTexts.HLeft.With(left.TotalHours),
        { TotalMinutes: >= 1 } left => OverviewTexts.MinLeft.With(Math.Floor(left.TotalMinutes)),
        _ => OverviewTexts.UnderAMinute,
    };
}
