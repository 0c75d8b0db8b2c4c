using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>Why nothing was written, where that is so.</summary>
public sealed partial class ReviewAlerts
{
    [Parameter, EditorRequired]
    public required Confirmation Confirmation { get; set; }
}
