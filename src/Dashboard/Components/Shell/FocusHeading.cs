using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Shell;

/// <summary>
/// Moves the focus to the heading of a page that was opened, so that a screen reader begins there. Who has pressed a key or a button on the page
/// meanwhile keeps the focus: the order comes a round trip after the page (the framework's FocusOnNavigate takes the focus away then).
/// </summary>
public sealed class FocusHeading : ComponentBase
{
    private Type? focused;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required Microsoft.AspNetCore.Components.RouteData Route { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Route.PageType == focused)
            return;
        focused = Route.PageType;
        await Js.InvokeVoidAsync("gatehouse.focusHeading");
    }
}
