using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>Until there is an Overview the list of virtual keys is home.</summary>
public sealed partial class Home
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    protected override void OnInitialized() => Navigation.NavigateTo(Links.VirtualKeys, replace: true);
}
