using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
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
        ("access", "Access", null), ("credentials", "Credentials", Words.Number(User.Credentials.Total)), ("keys", "Keys", Words.Number(User.Keys)),
        ("groups", "Groups", Words.Number(User.Groups)), ("history", "History", null), ("settings", "Settings", null),
    ];

    private string? Position => Neighbours is { Position: > 0 } place ? $"{Words.Number(place.Position)} of {Words.Number(place.Total)}" : null;

    private string GroupWords => User.Groups == 0 ? "In no group" : $"In {PlanWords.Count(User.Groups, "group", "groups")}";

    private string KeyWords => User.Keys == 0 ? "No key"
        : string.Join(", ", new[]
        {
            User.PersonalKeys > 0 ? PlanWords.Count(User.PersonalKeys, "personal key", "personal keys") : null,
            User.TeamKeys > 0 ? PlanWords.Count(User.TeamKeys, "team key", "team keys") : null,
        }.OfType<string>());

    private VirtualKeyFilter Keys => new() { Person = User.Id };

    private static string NoKeys => "This user owns no key and is in no group that owns one. Owners are chosen in a key's settings.";

    private ChangeFilter History => new() { UserId = User.Id };

    private string TabHref(string tab) => Links.Person(User.Id, tab == TabIds[0] ? null : tab, List);

    private string? Current(string tab) => tab == Open ? "page" : null;

    private string? Neighbour(string? id) => id is null ? null : Links.Person(id, Tab, List);
}
