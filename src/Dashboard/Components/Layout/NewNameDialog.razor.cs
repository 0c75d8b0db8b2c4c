using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>Makes something that has a name and nothing else yet: a group, an access profile. Its result is the public id.</summary>
public sealed partial class NewNameDialog
{
    private ElementReference first;
    private string name = "";
    private string? error;
    private bool isSaving;

    [Inject]
    public required Failures Failures { get; set; }

    [Inject]
    public required Inventory Inventory { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Makes it, or says why not.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task<EditOutcome>> Create { get; set; }

    /// <summary>What is made: "group".</summary>
    [Parameter, EditorRequired]
    public required string Subject { get; set; }

    /// <summary>What it is when it is made, and that no credential moves.</summary>
    [Parameter, EditorRequired]
    public required string Note { get; set; }

    /// <summary>Shows the dialog; the public id of what was made, or null.</summary>
    public static async Task<string?> ShowAsync(IDialogService dialogs, string subject, string note, Func<string, Task<EditOutcome>> create)
    {
        var parameters = new DialogParameters<NewNameDialog>
        {
            { dialog => dialog.Create, create }, { dialog => dialog.Subject, subject }, { dialog => dialog.Note, note },
        };
        var dialog = await dialogs.ShowAsync<NewNameDialog>($"New {subject}", parameters, Look.SmallDialog);
        return (await dialog.Result)?.Data as string;
    }

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
            var outcome = await Create(name);
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
            error = $"The {Subject} could not be made ({Failures.Report(failed)}). Nothing was written. Try again.";
        }
        isSaving = false;
    }

    private void Cancel() => Dialog.Cancel();
}
