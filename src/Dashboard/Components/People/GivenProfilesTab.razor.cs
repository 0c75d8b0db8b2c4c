using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The access profiles given to a group.</summary>
public sealed partial class GivenProfilesTab
{
    private IReadOnlyList<GivenProfile>? profiles;
    private string? failure;

    [Inject]
    public required GroupQueries Groups { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required string GroupId { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            profiles = await Task.Run(() => Groups.ProfilesAsync(GroupId));
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }
}
