using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>Makes a virtual key and shows its secret once. A key without grants moves no credential, so there is nothing to review.</summary>
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
    public required Permitted<VirtualKeyEdits> Edits { get; set; }

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
        var at = expires is { } day ? new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Utc)) : (DateTimeOffset?)null;
        var outcome = await Edits.RunAsync(edits => edits.CreateAsync(name, owner is null ? null : OwnerPicker.Value(owner), at));
        isSaving = false;
        if (outcome is not EditOutcome.Done done)
        {
            error = (outcome as EditOutcome.Refused)?.Message;
            return;
        }
        (id, secret, error) = (done.Id, done.Secret, null);
        await Inventory.ChangeAsync();
    }

    private void Cancel() => Dialog.Cancel();

    private void Open() => Dialog.Close(DialogResult.Ok(id));
}
