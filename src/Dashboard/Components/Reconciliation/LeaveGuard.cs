using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>Asks before an admin walks away from an uncommitted edit.</summary>
public sealed class LeaveGuard(IDialogService dialogs)
{
    /// <summary>True: leave. The edit is kept for this session either way.</summary>
    public async Task<bool> AskAsync(string title)
    {
        var parameters = new DialogParameters<LeaveDialog> { { dialog => dialog.Title, title } };
        var dialog = await dialogs.ShowAsync<LeaveDialog>(ReconciliationTexts.LeaveTitle, parameters, Layout.Look.SmallDialog);
        return await dialog.Result is { Canceled: false };
    }
}
