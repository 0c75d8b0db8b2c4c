using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>The name of an access profile, and its end.</summary>
public sealed partial class ProfileSettingsTab
{
    [Inject]
    public required Permitted<ProfileEdits> Edits { get; set; }

    [Parameter, EditorRequired]
    public required ProfileDetail Profile { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private Edit Delete => new Edit.DeleteProfile(Profile.Id);

    private string DeleteTitle => ProfileTexts.DeleteOfAccessProfile.With(Profile.Name);

    private Task<EditOutcome> RenameAsync(string name) => Edits.RunAsync((edits, by) => edits.RenameAsync(by, Profile.Id, Profile.Version, name));
}
