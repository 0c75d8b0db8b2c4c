using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>Asks before an admin walks away from an uncommitted edit, or from a form that is not saved.</summary>
public sealed class LeaveGuard(IDialogService dialogs)
{
    private Task<bool>? asking;

    /// <summary>True: leave. The edit is kept for this session either way.</summary>
    public Task<bool> AskAsync(string title) => AskOnceAsync(ReconciliationTexts.LeaveTitle, ReviewWords.Format(ReconciliationTexts.LeaveText, title));

    /// <summary>True: leave. What was typed is gone then.</summary>
    public Task<bool> AskUnsavedAsync(string title) =>
        AskOnceAsync(ReconciliationTexts.LeaveUnsavedTitle, ReviewWords.Format(ReconciliationTexts.LeaveUnsavedText, title));

    // An edit and a form on one page are left by one answer.
    private Task<bool> AskOnceAsync(string title, string text) => asking is { IsCompleted: false } ? asking : asking = ShowAsync(title, text);

    private async Task<bool> ShowAsync(string title, string text)
    {
        var parameters = new DialogParameters<LeaveDialog> { { dialog => dialog.Text, text } };
        var dialog = await dialogs.ShowAsync<LeaveDialog>(title, parameters, Look.SmallDialog);
        return await dialog.Result is { Canceled: false };
    }
}
