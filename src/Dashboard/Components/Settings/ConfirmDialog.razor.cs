using Gatehouse.Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Settings;

/// <summary>Asks before something that cannot be taken back and has no review; the focus is on Cancel.</summary>
public sealed partial class ConfirmDialog
{
    private ElementReference cancel;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>What happens then.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>On the button.</summary>
    [Parameter, EditorRequired]
    public required string Word { get; set; }

    /// <summary>True: yes.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, string title, string text, string word)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Text, text }, { dialog => dialog.Word, word } };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, Look.SmallDialog);
        return await dialog.Result is { Canceled: false };
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await cancel.FocusAsync();
    }

    private void Cancel() => Dialog.Cancel();

    private void Confirm() => Dialog.Close();
}
