using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>Who is in a group, the consequence beside the edit.</summary>
public sealed partial class MembersTab
{
    private static readonly ObjectKind[] Kinds = [ObjectKind.User];
    private readonly PartyDelta delta = new();
    private PartyList? list;

    [Inject]
    public required GroupQueries Groups { get; set; }

    [Parameter, EditorRequired]
    public required GroupDetail Group { get; set; }

    protected override (string Subject, string Title) Edited => ($"group:{Group.Id}", PeopleTexts.MembersOfGroup.With(Group.Name));

    private string Here => Links.Group(Group.Id).Split('?')[0];

    private string ChangedWords => delta.Count == 1 ? PeopleTexts.N1MemberChanged : PeopleTexts.MembersChanged.With(Words.Number(delta.Count));

    protected override void OnInitialized()
    {
        base.OnInitialized();
        if (Draft.Edit is Edit.GroupMembers left)
            delta.Restore(new(Users: left.Add), new(Users: left.Remove));
    }

    private Task<Paged<PartyRow>> ReadAsync(PartyFilter filter, Window window) => Groups.MembersAsync(Group.Id, filter, window);

    private Task<IReadOnlyList<Party>> AmongAsync(IReadOnlyCollection<Party> users) => Groups.MembersAmongAsync(Group.Id, users);

    private Task PlanAsync() => Draft.ProposeAsync(
        delta.Count == 0 ? null : new Edit.GroupMembers(Group.Id, delta.Added(ObjectKind.User), delta.Removed(ObjectKind.User)));

    protected override void Forget() => delta.Clear();

    protected override Task ReloadAsync() => list?.ReloadAsync() ?? Task.CompletedTask;
}
