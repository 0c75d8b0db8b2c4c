using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Profiles;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>The switch, the content and whom it is given to: three tables of one edit, so one plan and one transaction.</summary>
public sealed partial class ProfileEditor
{
    private static readonly ObjectKind[] Kinds = [ObjectKind.Group, ObjectKind.User, ObjectKind.VirtualKey];
    private ProfileDraft edited = null!;
    private ContentList? content;
    private PartyList? given;

    [Inject]
    public required ProfileQueries Profiles { get; set; }

    [Parameter, EditorRequired]
    public required ProfileDetail Profile { get; set; }

    /// <summary>The tab Given to, not Content.</summary>
    [Parameter]
    public bool ShowsGiven { get; set; }

    protected override (string Subject, string Title) Edited => ($"profile:{Profile.Id}", ProfileTexts.AccessProfile2.With(Profile.Name));

    private bool IsOn => edited.IsActive ?? Profile.IsActive;

    private string SwitchWord => IsOn ? "true" : "false";

    protected override void OnInitialized()
    {
        base.OnInitialized();
        edited = new ProfileDraft(Profile.Id);
        edited.Restore(Draft.Edit);
    }

    private Task<Paged<PartyRow>> ReadAsync(PartyFilter filter, Window window) => Profiles.GivenAsync(Profile.Id, filter, window);

    private Task<IReadOnlyList<Party>> AmongAsync(IReadOnlyCollection<Party> parties) => Profiles.GivenAmongAsync(Profile.Id, parties);

    private Task SwitchAsync()
    {
        edited.Switch(!IsOn, Profile.IsActive);
        return PlanAsync();
    }

    private Task PlanAsync() => Draft.ProposeAsync(edited.ToEdit());

    protected override void Forget() => edited.Clear();

    protected override Task ReloadAsync() => ShowsGiven ? given?.ReloadAsync() ?? Task.CompletedTask : content?.LoadAsync() ?? Task.CompletedTask;
}
