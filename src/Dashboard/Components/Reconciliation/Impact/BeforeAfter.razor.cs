using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Impact;

/// <summary>A row's status today and after.</summary>
public sealed partial class BeforeAfter
{
    [Parameter, EditorRequired]
    public CredentialStatus From { get; set; }

    [Parameter, EditorRequired]
    public Move Move { get; set; }

    [Parameter, EditorRequired]
    public CredentialStatus? To { get; set; }

    /// <summary>For rows on record, whose status afterwards was not kept.</summary>
    private string MovedWord => Move switch
    {
        Move.Drop => ReconciliationTexts.Dropped,
        Move.Delete => ReconciliationTexts.Deleted,
        Move.Reactivate => ReconciliationTexts.Reactivated,
        _ => MoveTexts.Of(Move).Name,
    };
}
