using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The groups a user is a member of.</summary>
public sealed partial class GroupsTab
{
    private Paged<GroupItem>? page;

    [Inject]
    public required PeopleQueries People { get; set; }

    [Parameter, EditorRequired]
    public required string UserId { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => await Loading.ReadAsync(() => People.GroupsAsync(UserId), groups => page = new(groups, groups.Count));
}
