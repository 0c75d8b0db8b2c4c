using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The page of a group: head and tabs.</summary>
public sealed partial class GroupView
{
    private static readonly string[] TabIds = ["members", "keys", "profiles", "history", "settings"];

    [Parameter, EditorRequired]
    public required GroupDetail Group { get; set; }

    /// <summary>The tab of the URL.</summary>
    [Parameter]
    public string? Tab { get; set; }

    [Parameter]
    public string? List { get; set; }

    [Parameter, EditorRequired]
    public required PeopleListAddress Address { get; set; }

    [Parameter]
    public Neighbours? Neighbours { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private string ParentHref => (Address with { ShowsGroups = true }).Href;

    private string Open => TabIds.Contains(Tab) ? Tab! : TabIds[0];

    private IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("members", PeopleTexts.Members, Words.Number(Group.Members)), ("keys", PeopleTexts.Keys, Words.Number(Group.TeamKeys)),
        ("profiles", PeopleTexts.AccessProfiles, Words.Number(Group.Profiles)), ("history", PeopleTexts.History, null), ("settings", PeopleTexts.Settings, null),
    ];

    private string? Position => Neighbours is { Position: > 0 } place ? PeopleTexts.XOfY.With(Words.Number(place.Position), Words.Number(place.Total)) : null;

    private VirtualKeyFilter Keys => new() { Owner = Group.Id };

    private ChangeFilter History => new() { GroupId = Group.Id };

    private string TabHref(string tab) => Links.Group(Group.Id, tab == TabIds[0] ? null : tab, List);

    private string? Current(string tab) => tab == Open ? "page" : null;

    private string? Neighbour(string? id) => id is null ? null : Links.Group(id, Tab, List);
}
