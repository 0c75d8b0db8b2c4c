using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>
/// Makes a virtual key and shows its secret once. A new key takes nothing away: with its owner it may bring credentials back, which goes on record,
/// so there is nothing to review.
/// </summary>
public sealed partial class NewKeyDialog
{
    private ElementReference first;
    private string name = "";
    private OwnerName? owner;
    private DateTime? expires;
    private string? error;
    private string? secret;
    private string? id;
    private bool isSaving;

    [Inject]
    public required NewKeys Keys { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await first.FocusAsync();
    }

    private void Own(OwnerName? chosen) => owner = chosen;

    private async Task CreateAsync()
    {
        isSaving = true;
        var owned = owner is null ? null : owner.IsGroup ? new NewOwner(GroupId: owner.Id) : new NewOwner(owner.Id);
        var outcome = await Keys.MakeAsync(new(name, ExpiresAt: LastDay.EndOf(expires)), owned);
        isSaving = false;
        if (outcome is not JointOutcome.Written { Done: var done })
        {
            error = outcome switch
            {
                JointOutcome.Refused { Why: EditOutcome.Refused refused } => refused.Message,
                JointOutcome.NotCommitted { Why: CommitOutcome.Rejected rejected } => rejected.Errors[0].Message,
                _ => VirtualKeyTexts.TheKeyWasNotMadeTheDatabase,
            };
            return;
        }
        (id, secret, error) = (done.Id, done.Secret, null);
        await Inventory.ChangeAsync();
    }

    private void Cancel() => Dialog.Cancel();

    private void Open() => Dialog.Close(DialogResult.Ok(id));
}
