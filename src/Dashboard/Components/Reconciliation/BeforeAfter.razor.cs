using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>A row's status today and after.</summary>
public sealed partial class BeforeAfter
{
    [Parameter, EditorRequired]
    public CredentialStatus From { get; set; }

    [Parameter, EditorRequired]
    public Move Move { get; set; }

    [Parameter, EditorRequired]
    public CredentialStatus? To { get; set; }

    private CredentialStatus? After => Move switch
    {
        Move.Orphan => CredentialStatus.Orphaned,
        Move.NeedsUpdate when From != CredentialStatus.Orphaned => CredentialStatus.NeedsUpdate,
        Move.Healthy when From != CredentialStatus.Orphaned => CredentialStatus.Active,
        _ => To,
    };

    /// <summary>For rows on record, whose status afterwards was not kept.</summary>
    private string MovedWord => Move switch
    {
        Move.Drop => ReconciliationTexts.Dropped,
        Move.Delete => ReconciliationTexts.Deleted,
        Move.Reactivate => ReconciliationTexts.Reactivated,
        _ => MoveTexts.Of(Move).Name,
    };
}
