using Gatehouse.Dashboard.Addresses;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>Groups as the list shows them, and as a person's page does.</summary>
public sealed partial class GroupTable
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Null while it is read.</summary>
    [Parameter, EditorRequired]
    public Paged<GroupItem>? Page { get; set; }

    /// <summary>The list it is shown in; null: no list, and nothing sorts it.</summary>
    [Parameter]
    public PeopleListAddress? Address { get; set; }

    [Parameter, EditorRequired]
    public required string Empty { get; set; }

    private string Direction => Address!.Filter.Descending ? "descending" : "ascending";

    private string HrefOf(GroupItem group) => Links.Group(group.Id, null, Address is null ? null : Address.Query);

    private void Open(KeyboardEventArgs key, GroupItem group)
    {
        if (key.Key == "Enter")
            Follow(group);
    }

    private void Follow(GroupItem group) => Navigation.NavigateTo(HrefOf(group));
}
