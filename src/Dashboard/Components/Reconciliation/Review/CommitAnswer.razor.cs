using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>
/// What a review says when the answer to its commit got lost: it asks, then says one of landed, did not land, not known yet. The server shows one
/// while the circuit lives; when the circuit is gone, the browser asks and shows one of the same (connection.js).
/// </summary>
public sealed partial class CommitAnswer
{
    [Parameter, EditorRequired]
    public required Draft Draft { get; set; }

    private string? Answer => Draft.Step switch
    {
        DraftStep.Asking => "asking",
        DraftStep.Unknown => "unknown",
        DraftStep.NotLanded => "not_landed",
        _ => null,
    };

    private string AskingText => ReviewWords.Format(ReconciliationTexts.AskingText, Draft.Plan is { } plan ? $"{plan.Fingerprint[..4]} {plan.Fingerprint[4..8]}" : "");

    private string NotLandedText =>
        Draft is { Step: DraftStep.NotLanded, Failure: { } failure } ? ReviewWords.Format(ReconciliationTexts.NotLandedReference, failure) : ReconciliationTexts.NotLandedText;

    private bool Hides(string answer) => answer != Answer;
}
