using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>What the keys do, and the switch for single keys (WCAG 2.1.4).</summary>
public sealed partial class KeyboardDialog
{
    private ElementReference close;
    private bool isOn = true;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await close.FocusAsync();
        isOn = await Js.InvokeAsync<bool>("gatehouse.singleKeys");
        StateHasChanged();
    }

    private async Task SwitchAsync(ChangeEventArgs change)
    {
        isOn = change.Value is true;
        await Js.InvokeVoidAsync("gatehouse.setSingleKeys", isOn);
    }

    private void Close() => Dialog.Close();
}
