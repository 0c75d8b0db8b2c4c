using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The groups a user is a member of.</summary>
public sealed partial class GroupsTab
{
    private Paged<GroupItem>? page;
    private string? failure;

    [Inject]
    public required PeopleQueries People { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required string UserId { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            var groups = await Task.Run(() => People.GroupsAsync(UserId));
            page = new(groups, groups.Count);
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }
}
