using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.People;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The page of a user: head and tabs.</summary>
public sealed partial class UserView
{
    private static readonly string[] TabIds = ["access", "credentials", "keys", "groups", "history", "settings"];

    [Parameter, EditorRequired]
    public required UserDetail User { get; set; }

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

    private string Open => TabIds.Contains(Tab) ? Tab! : TabIds[0];

    private IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("access", PeopleTexts.Access, null), ("credentials", PeopleTexts.Credentials, Words.Number(User.Credentials.Total)), ("keys", PeopleTexts.Keys, Words.Number(User.Keys)),
        ("groups", PeopleTexts.Groups, Words.Number(User.Groups)), ("history", PeopleTexts.History, null), ("settings", PeopleTexts.Settings, null),
    ];

    private string? Position => Neighbours is { Position: > 0 } place ? PeopleTexts.XOfY.With(Words.Number(place.Position), Words.Number(place.Total)) : null;

    private string GroupWords => User.Groups == 0 ? PeopleTexts.InNoGroup : PeopleTexts.InX.With(PlanWords.Count(User.Groups, PeopleTexts.Group, PeopleTexts.GroupsWord));

    private string KeyWords => User.Keys == 0 ? PeopleTexts.NoKey
        : string.Join(", ", new[]
        {
            User.PersonalKeys > 0 ? PlanWords.Count(User.PersonalKeys, PeopleTexts.PersonalKey, PeopleTexts.PersonalKeys) : null,
            User.TeamKeys > 0 ? PlanWords.Count(User.TeamKeys, PeopleTexts.TeamKey, PeopleTexts.TeamKeysLower) : null,
        }.OfType<string>());

    private VirtualKeyFilter Keys => new() { Person = User.Id };

    private static string NoKeys => PeopleTexts.ThisUserOwnsNoKeyAndIs;

    private ChangeFilter History => new() { UserId = User.Id };

    private string TabHref(string tab) => Links.Person(User.Id, tab == TabIds[0] ? null : tab, List);

    private string? Current(string tab) => tab == Open ? "page" : null;

    private string? Neighbour(string? id) => id is null ? null : Links.Person(id, Tab, List);
}
