using System.Globalization;
using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>
/// What every editor has around it: the impact beside it, the bar with Discard and Review below while there is an edit, and the question
/// before somebody walks away from one.
/// </summary>
public sealed partial class EditFrame
{
    private const int ShownLines = 5;

    [Inject]
    public required Reviews Review { get; set; }

    [Inject]
    public required LeaveGuard Leave { get; set; }

    /// <summary>Path of the page, whatever its tab: moving within it keeps the edit.</summary>
    [Parameter, EditorRequired]
    public required string Here { get; set; }

    /// <summary>"2 clients changed".</summary>
    [Parameter, EditorRequired]
    public required string Changed { get; set; }

    /// <summary>Credentials behind what is edited, to say how many stay.</summary>
    [Parameter]
    public int? Behind { get; set; }

    /// <summary>What stands before them, in words.</summary>
    [Parameter]
    public string Of { get; set; } = ReconciliationTexts.ThisKey;

    /// <summary>False where nothing can be edited yet.</summary>
    [Parameter]
    public bool HasImpact { get; set; } = true;

    /// <summary>The editor forgets what was edited.</summary>
    [Parameter]
    public EventCallback OnDiscard { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>When the server confirmed that it keeps the edit, for the browser's own clock.</summary>
    private string? KeptAt => Draft.KeptAt?.ToString("O", CultureInfo.InvariantCulture);

    private string Tone => Draft.Plan is { Totals.Lost: 0, Totals.Drop: 0 } ? "pending" : "orphaned";

    private string EditWords => Draft is not { IsPlanned: true, Plan: { Policy.Count: > 0 } plan } ? ""
        : string.Join("; ", plan.Policy.Take(ShownLines).Select(line => line.ToString()))
            + (plan.PolicyCount > ShownLines ? ReconciliationTexts.AndMore.With(plan.PolicyCount - ShownLines) : ".");

    private async Task ReviewAsync() => await Review.OpenAsync(Draft);

    private async Task GuardAsync(LocationChangingContext context)
    {
        if (Draft.IsOpen && !Links.IsSamePage(context.TargetLocation, Here) && !await Leave.AskAsync(Draft.Title))
            context.PreventNavigation();
    }
}
