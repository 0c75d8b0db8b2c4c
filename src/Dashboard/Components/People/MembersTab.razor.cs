using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Components.Reconciliation;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>Who is in a group, the consequence beside the edit.</summary>
public sealed partial class MembersTab : IDisposable
{
    private static readonly ObjectKind[] Kinds = [ObjectKind.User];
    private readonly PartyDelta delta = new();
    private Draft draft = null!;
    private PartyList? list;

    [Inject]
    public required GroupQueries Groups { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Parameter, EditorRequired]
    public required GroupDetail Group { get; set; }

    private string Here => Links.Group(Group.Id).Split('?')[0];

    private string ChangedWords => delta.Count == 1 ? "1 member changed" : $"{Words.Number(delta.Count)} members changed";

    public void Dispose()
    {
        Session.Committed -= CommittedAsync;
        draft.Changed -= HearAsync;
    }

    protected override void OnInitialized()
    {
        Session.Committed += CommittedAsync;
        TakeUp();
        if (draft.Edit is Edit.GroupMembers left)
            delta.Restore(new(Users: left.Add), new(Users: left.Remove));
    }

    private void TakeUp()
    {
        draft?.Changed -= HearAsync;
        draft = Session.Of($"group:{Group.Id}", $"Members of group {Group.Name}");
        draft.Changed += HearAsync;
    }

    private Task<Paged<PartyRow>> ReadAsync(PartyFilter filter, Window window) => Groups.MembersAsync(Group.Id, filter, window);

    private Task<IReadOnlyList<Party>> AmongAsync(IReadOnlyCollection<Party> users) => Groups.MembersAmongAsync(Group.Id, users);

    private Task PlanAsync() => draft.ProposeAsync(
        delta.Count == 0 ? null : new Edit.GroupMembers(Group.Id, delta.Added(ObjectKind.User), delta.Removed(ObjectKind.User)));

    private async Task DiscardAsync()
    {
        delta.Clear();
        await draft.DiscardAsync();
        await ReloadAsync();
    }

    private Task ReloadAsync() => list?.ReloadAsync() ?? Task.CompletedTask;

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        if (!draft.IsOpen)
        {
            delta.Clear();
            TakeUp();
        }
        await ReloadAsync();
        StateHasChanged();
    });

    private Task HearAsync() => InvokeAsync(StateHasChanged);
}
