using Gatehouse.Dashboard.Components.People;
using Gatehouse.Dashboard.Components.Reconciliation;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>The switch, the content and whom it is given to: three tables of one edit, so one plan and one transaction.</summary>
public sealed partial class ProfileEditor : IDisposable
{
    private static readonly ObjectKind[] Kinds = [ObjectKind.Group, ObjectKind.User, ObjectKind.VirtualKey];
    private Draft draft = null!;
    private ProfileDraft edited = null!;
    private ContentList? content;
    private PartyList? given;

    [Inject]
    public required ProfileQueries Profiles { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Parameter, EditorRequired]
    public required ProfileDetail Profile { get; set; }

    /// <summary>The tab Given to, not Content.</summary>
    [Parameter]
    public bool ShowsGiven { get; set; }

    private bool IsOn => edited.IsActive ?? Profile.IsActive;

    private string SwitchWord => IsOn ? "true" : "false";

    private Plan? Plan => draft.IsPlanned ? draft.Plan : null;

    public void Dispose()
    {
        Session.Committed -= CommittedAsync;
        draft.Changed -= HearAsync;
    }

    protected override void OnInitialized()
    {
        Session.Committed += CommittedAsync;
        edited = new ProfileDraft(Profile.Id);
        TakeUp();
        edited.Restore(draft.Edit);
    }

    private void TakeUp()
    {
        draft?.Changed -= HearAsync;
        draft = Session.Of($"profile:{Profile.Id}", $"Access profile {Profile.Name}");
        draft.Changed += HearAsync;
    }

    private Task<Paged<PartyRow>> ReadAsync(PartyFilter filter, Window window) => Profiles.GivenAsync(Profile.Id, filter, window);

    private Task<IReadOnlyList<Party>> AmongAsync(IReadOnlyCollection<Party> parties) => Profiles.GivenAmongAsync(Profile.Id, parties);

    private Task SwitchAsync()
    {
        edited.Switch(!IsOn, Profile.IsActive);
        return PlanAsync();
    }

    private Task PlanAsync() => draft.ProposeAsync(edited.ToEdit());

    private async Task DiscardAsync()
    {
        edited.Clear();
        await draft.DiscardAsync();
        await ReloadAsync();
    }

    private Task ReloadAsync() => ShowsGiven ? given?.ReloadAsync() ?? Task.CompletedTask : content?.LoadAsync() ?? Task.CompletedTask;

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        if (!draft.IsOpen)
        {
            edited.Clear();
            TakeUp();
        }
        await ReloadAsync();
        StateHasChanged();
    });

    private Task HearAsync() => InvokeAsync(StateHasChanged);
}
