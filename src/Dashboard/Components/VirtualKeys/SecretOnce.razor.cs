using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>A new secret, shown once.</summary>
public sealed partial class SecretOnce
{
    private bool isCopied;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required string Secret { get; set; }

    /// <summary>Where it goes.</summary>
    [Parameter]
    public string Note { get; set; } = VirtualKeyTexts.StoreItWhereItsUserKeepsSecrets;

    private async Task CopyAsync()
    {
        await Js.InvokeVoidAsync("gatehouse.copy", Secret);
        isCopied = true;
    }
}
