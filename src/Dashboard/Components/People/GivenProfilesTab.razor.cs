using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The access profiles given to a group.</summary>
public sealed partial class GivenProfilesTab
{
    private IReadOnlyList<GivenProfile>? profiles;

    [Inject]
    public required GroupQueries Groups { get; set; }

    [Parameter, EditorRequired]
    public required string GroupId { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => await Loading.ReadAsync(() => Groups.ProfilesAsync(GroupId), read => profiles = read);
}
