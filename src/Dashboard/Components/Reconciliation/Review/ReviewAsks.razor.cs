using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>The number over the guardrail, and the reason.</summary>
public sealed partial class ReviewAsks
{
    [Parameter, EditorRequired]
    public required Confirmation Confirmation { get; set; }

    /// <summary>Something was typed: the button beside it may be enabled now.</summary>
    [Parameter]
    public EventCallback OnTyped { get; set; }

    private string GuardrailLabel => ReviewWords.Format(ReconciliationTexts.GuardrailLabel, Confirmation.Draft.Plan!.Totals.Lost);

    private Task TypeAsync(ChangeEventArgs input)
    {
        Confirmation.Typed = input.Value?.ToString() ?? "";
        return OnTyped.InvokeAsync();
    }
}
