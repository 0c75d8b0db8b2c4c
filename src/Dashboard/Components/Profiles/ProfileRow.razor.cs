using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>A row of the list.</summary>
public sealed partial class ProfileRow
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required ProfileItem Profile { get; set; }

    [Parameter, EditorRequired]
    public required string Href { get; set; }

    private string Clients => PlanWords.Count(Profile.Clients, ProfileTexts.Client, ProfileTexts.Clients);

    private string Reaches => PlanWords.Count(Profile.Reached, ProfileTexts.Key, ProfileTexts.Keys);

    private string ReachTone => Profile.Reached == 0 ? "quiet" : "";

    private void Open(KeyboardEventArgs key)
    {
        if (key.Key == "Enter")
            Follow();
    }

    private void Follow() => Navigation.NavigateTo(Href);
}
