using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>What a plan does to credentials: tally, rows, warnings.</summary>
public sealed partial class ReviewMoves
{
    [Parameter, EditorRequired]
    public required Confirmation Confirmation { get; set; }
}
