using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Who signs in to Gatehouse, and what they may do.</summary>
public sealed partial class AdminsPage
{
    private IReadOnlyList<AdminItem>? admins;
    private string me = "";
    private string? shown;
    private string? message;
    private string tone = "ok";
    private string? failure;

    [Inject]
    public required AdminQueries Queries { get; set; }

    [Inject]
    public required Permitted<AdminEdits> Edits { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Part of a name.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    private string TotalWords => admins is null ? "" : admins.Count == 1 ? SettingsTexts.N1Admin : SettingsTexts.XAdmins.With(Words.Number(admins.Count));

    protected override async Task OnParametersSetAsync()
    {
        if (admins is not null && shown == Query)
            return;
        me = (await Authentication).User.Identity?.Name ?? "";
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            (shown, admins) = (Query, await Queries.ListAsync(Query));
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private void Search(string text) => Navigation.NavigateTo(Links.With(Links.Settings, ("q", text)), replace: true);

    private async Task AddAsync()
    {
        message = null;
        await (await Dialogs.ShowAsync<NewAdminDialog>(SettingsTexts.AddAdmin, Look.SmallDialog)).Result;
        await LoadAsync();
    }

    private Task ChangeRoleAsync((AdminItem Admin, Role Role) to) => TellAsync(
        (edits, by) => edits.ChangeRoleAsync(by, to.Admin.Id, to.Role), SettingsTexts.HasTheRoleTheyAreSignedOut.With(to.Admin.UserName, to.Role.ToString().ToLowerInvariant()));

    private async Task LinkAsync(AdminItem admin)
    {
        message = null;
        await PasswordLinkDialog.ShowAsync(Dialogs, admin);
    }

    private async Task RemoveAsync(AdminItem admin)
    {
        message = null;
        if (await ConfirmDialog.AskAsync(Dialogs, SettingsTexts.RemoveX2.With(admin.UserName), SettingsTexts.TheyAreSignedOutEverywhereAndCannot, SettingsTexts.Remove))
            await TellAsync((edits, by) => edits.RemoveAsync(by, admin.Id), SettingsTexts.IsRemoved.With(admin.UserName));
    }

    private async Task TellAsync(Func<AdminEdits, Actor, Task<EditOutcome>> edit, string done)
    {
        try
        {
            (tone, message) = EditWords.Of(await Edits.RunAsync(edit), "admin", done);
            await LoadAsync();
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }
}
