using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>Makes an access profile: a name, and nothing that could move a credential. Its result is the public id.</summary>
public sealed partial class NewProfileDialog
{
    private ElementReference first;
    private string name = "";
    private string? error;
    private bool isSaving;

    [Inject]
    public required ProfileEdits Edits { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await first.FocusAsync();
    }

    private async Task CreateAsync()
    {
        isSaving = true;
        try
        {
            var outcome = await Edits.CreateAsync(name);
            if (outcome is EditOutcome.Done done)
            {
                Dialog.Close(DialogResult.Ok(done.Id));
                await Inventory.ChangeAsync();
            }
            else
                error = (outcome as EditOutcome.Refused)?.Message;
        }
        catch (Exception failed)
        {
            error = $"The access profile could not be made ({Failures.Report(failed)}). Nothing was written. Try again.";
        }
        isSaving = false;
    }

    private void Cancel() => Dialog.Cancel();
}
