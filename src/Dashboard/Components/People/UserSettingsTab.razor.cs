using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The names of a user, the switch, and their end.</summary>
public sealed partial class UserSettingsTab
{
    private string name = "";
    private string userName = "";
    private UserNames standing = new("", "");
    private EditOutcome.Refused? refused;
    private string? message;
    private string tone = "ok";
    private bool isSaving;

    [Inject]
    public required Permitted<PeopleEdits> Edits { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required UserDetail User { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private IEnumerable<string?> Faults => StoredFaults.OfUser(User.Name, User.UserName);

    private Edit Delete => new Edit.DeleteUser(User.Id);

    private string DeleteTitle => PeopleTexts.DeleteOfUser.With(User.Name);

    private string SettingsTitle => PeopleTexts.SettingsOfUser.With(User.Name);

    private bool IsDirty => new UserNames(name, userName) != standing;

    private string SwitchWord => User.IsActive ? "true" : "false";

    protected override void OnInitialized() => (name, userName, standing) = (User.Name, User.UserName, new(User.Name, User.UserName));

    private string? ErrorOf(string field) => refused?.Field == field ? refused.Message : null;

    private string Tone(string field) => ErrorOf(field) is null ? "" : "bad";

    private async Task SaveAsync()
    {
        isSaving = true;
        var to = new UserNames(name, userName);
        if (await TellAsync(() => Edits.RunAsync((edits, by) => edits.RenameUserAsync(by, User.Id, standing, to)), PeopleTexts.Saved))
            (name, userName) = standing = new(name.Trim(), userName.Trim());
        isSaving = false;
    }

    private async Task SwitchAsync()
    {
        var to = !User.IsActive;
        await TellAsync(() => Edits.RunAsync((edits, by) => edits.SwitchUserAsync(by, User.Id, to)), to ? PeopleTexts.TheUserIsActive : PeopleTexts.TheUserIsInactiveNoCredentialWas);
    }

    private async Task<bool> TellAsync(Func<Task<EditOutcome>> edit, string done)
    {
        try
        {
            var outcome = await edit();
            (tone, message) = EditWords.Of(outcome, PeopleTexts.UserWord, done);
            refused = outcome as EditOutcome.Refused;
            if (outcome is not EditOutcome.Done)
                return false;
            await OnSaved.InvokeAsync();
            return true;
        }
        catch (Exception error)
        {
            (tone, message) = ("error", PeopleTexts.ItCouldNotBeSavedNothingWas.With(Failures.Report(error)));
            return false;
        }
    }
}
