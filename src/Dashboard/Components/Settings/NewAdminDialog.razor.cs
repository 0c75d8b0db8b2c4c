using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Adds somebody who signs in, and shows their password link once.</summary>
public sealed partial class NewAdminDialog
{
    private string userName = "";
    private Role role = Role.Viewer;
    private string? link;

    [Inject]
    public required Permitted<AdminEdits> Edits { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private void Choose(Role chosen) => role = chosen;

    private Task AddAsync() => SaveAsync(
        async () =>
        {
            var outcome = await Edits.RunAsync((edits, by) => edits.AddAsync(by, userName, role));
            if (outcome is EditOutcome.Done done)
                link = PasswordLinkDialog.Href(Navigation, done);
            else
                Error = EditWords.Of(outcome, SettingsTexts.Admin).Message;
        },
        reference => SettingsTexts.TheAdminCouldNotBeAddedNothing.With(reference));
}
