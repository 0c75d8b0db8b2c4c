using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Makes something that has a name and nothing else yet: a group, an access profile. Its result is the public id.</summary>
public sealed partial class NewNameDialog
{
    private string name = "";

    [Inject]
    public required Inventory Inventory { get; set; }

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
        var dialog = await dialogs.ShowAsync<NewNameDialog>(ControlTexts.NewX.With(subject), parameters, Look.SmallDialog);
        return (await dialog.Result)?.Data as string;
    }

    private Task CreateAsync() => SaveAsync(
        async () =>
        {
            var outcome = await Create(name);
            if (outcome is EditOutcome.Done done)
            {
                Dialog.Close(DialogResult.Ok(done.Id));
                await Inventory.ChangeAsync();
            }
            else
                Error = (outcome as EditOutcome.Refused)?.Message;
        },
        reference => ControlTexts.TheCouldNotBeMadeNothingWas.With(Subject, reference));
}
