using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Adds somebody who signs in, and shows their password link once.</summary>
public sealed partial class NewAdminDialog
{
    private ElementReference first;
    private string userName = "";
    private Role role = Role.Viewer;
    private string? error;
    private string? link;
    private bool isSaving;

    [Inject]
    public required Permitted<AdminEdits> Edits { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await first.FocusAsync();
    }

    private void Choose(Role chosen) => role = chosen;

    private async Task AddAsync()
    {
        isSaving = true;
        try
        {
            var outcome = await Edits.RunAsync((edits, by) => edits.AddAsync(userName, role, by));
            if (outcome is EditOutcome.Done done)
                link = PasswordLinkDialog.Href(Navigation, done);
            else
                error = EditWords.Of(outcome, "admin").Message;
        }
        catch (Exception failed)
        {
            error = $"The admin could not be added ({Failures.Report(failed)}). Nothing was written. Try again.";
        }
        isSaving = false;
    }

    private void Close() => Dialog.Close();
}
