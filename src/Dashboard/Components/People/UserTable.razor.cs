using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>Users as the list shows them.</summary>
public sealed partial class UserTable
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Null while it is read.</summary>
    [Parameter, EditorRequired]
    public Paged<UserItem>? Page { get; set; }

    [Parameter, EditorRequired]
    public required PeopleListAddress Address { get; set; }

    [Parameter, EditorRequired]
    public required string Empty { get; set; }

    private string Cleared => Address.With(new PeopleFilter { Sort = Address.Filter.Sort, Descending = Address.Filter.Descending }).Href;

    /// <summary>"2 personal, 1 team".</summary>
    private static string Keys(UserItem user)
    {
        var parts = new[] { user.PersonalKeys > 0 ? PeopleTexts.XPersonal.With(user.PersonalKeys) : null, user.TeamKeys > 0 ? PeopleTexts.XTeam.With(user.TeamKeys) : null };
        return user.PersonalKeys + user.TeamKeys == 0 ? PeopleTexts.NoKey : string.Join(", ", parts.OfType<string>());
    }

    private static string KeyTone(UserItem user) => user.PersonalKeys + user.TeamKeys == 0 ? "quiet" : "";

    private static string Groups(UserItem user) => user.Groups.Count == 0 ? "–" : string.Join(", ", user.Groups);

    private string? DirectionOf(PeopleSort sort) => Address.Filter.Sort != sort ? null : Address.Filter.Descending ? "descending" : "ascending";

    private string HrefOf(UserItem user) => Links.Person(user.Id, null, Address.Query.Length == 0 ? "all" : Address.Query);

    private void Open(KeyboardEventArgs key, UserItem user)
    {
        if (key.Key == "Enter")
            Follow(user);
    }

    private void Follow(UserItem user) => Navigation.NavigateTo(HrefOf(user));
}
