using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Layout;

/// <summary>What the keys do, and the switch for single keys (WCAG 2.1.4).</summary>
public sealed partial class KeyboardDialog
{
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private void Close() => Dialog.Close();
}
