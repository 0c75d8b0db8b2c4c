using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Settings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Makes a link with which somebody chooses a password, and shows it once.</summary>
public sealed partial class PasswordLinkDialog
{
    private string? link;

    [Inject]
    public required Permitted<AdminEdits> Edits { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required AdminItem Admin { get; set; }

    public static async Task ShowAsync(IDialogService dialogs, AdminItem admin)
    {
        var parameters = new DialogParameters<PasswordLinkDialog> { { dialog => dialog.Admin, admin } };
        await (await dialogs.ShowAsync<PasswordLinkDialog>(SettingsTexts.PasswordLink, parameters, Look.SmallDialog)).Result;
    }

    /// <summary>The link that somebody opens in a browser of theirs.</summary>
    public static string Href(NavigationManager navigation, EditOutcome.Done made) => navigation.BaseUri.TrimEnd('/') + Links.SetPasswordWith(made.Id, made.Secret!);

    private Task MakeAsync() => SaveAsync(
        async () =>
        {
            var outcome = await Edits.RunAsync((edits, by) => edits.InviteAsync(by, Admin.Id));
            if (outcome is EditOutcome.Done done)
                link = Href(Navigation, done);
            else
                Error = EditWords.Of(outcome, SettingsTexts.Admin).Message;
        },
        reference => SettingsTexts.TheLinkCouldNotBeMadeTry.With(reference));
}
