using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>The question of <see cref="LeaveGuard"/>; staying is where the focus is.</summary>
public sealed partial class LeaveDialog
{
    private ElementReference stay;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>What is edited, and what becomes of it.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await stay.FocusAsync();
    }

    private void Stay() => Dialog.Cancel();

    private void Leave() => Dialog.Close();
}
