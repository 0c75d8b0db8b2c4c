using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>Makes a user. Its result is the public id.</summary>
public sealed partial class NewUserDialog
{
    private ElementReference first;
    private string name = "";
    private string userName = "";
    private EditOutcome.Refused? refused;
    private bool isSaving;

    [Inject]
    public required Permitted<PeopleEdits> Edits { get; set; }

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

    private string? ErrorOf(string field) => refused?.Field == field ? refused.Message : null;

    private string Tone(string field) => ErrorOf(field) is null ? "" : "bad";

    private async Task CreateAsync()
    {
        isSaving = true;
        try
        {
            var outcome = await Edits.RunAsync(edits => edits.CreateUserAsync(name, userName));
            if (outcome is EditOutcome.Done done)
            {
                Dialog.Close(DialogResult.Ok(done.Id));
                await Inventory.ChangeAsync();
            }
            refused = outcome as EditOutcome.Refused;
        }
        catch (Exception failed)
        {
            refused = new("name", $"The user could not be made ({Failures.Report(failed)}). Nothing was written. Try again.");
        }
        isSaving = false;
    }

    private void Cancel() => Dialog.Cancel();
}
