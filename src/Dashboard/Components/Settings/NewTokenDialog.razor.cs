using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Accounts;
using Gatehouse.Data.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Makes an API token and shows it once.</summary>
public sealed partial class NewTokenDialog
{
    private ElementReference first;
    private string name = "";
    private Role role = Role.Viewer;
    private int days = 90;
    private string? error;
    private string? secret;
    private bool isSaving;

    [Inject]
    public required Permitted<ApiTokenStore> Edits { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

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

    private async Task CreateAsync()
    {
        isSaving = true;
        try
        {
            var until = days == 0 ? (DateTimeOffset?)null : Clock.GetUtcNow().AddDays(days);
            var outcome = await Edits.RunAsync((tokens, by) => tokens.CreateAsync(name, role, until, by));
            if (outcome is EditOutcome.Done done)
                secret = done.Secret;
            else
                error = EditWords.Of(outcome, "API token").Message;
        }
        catch (Exception failed)
        {
            error = $"The token could not be made ({Failures.Report(failed)}). Nothing was written. Try again.";
        }
        isSaving = false;
    }

    private void Close() => Dialog.Close();
}
