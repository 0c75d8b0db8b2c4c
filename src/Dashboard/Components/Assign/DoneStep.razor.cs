using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Components.Reconciliation;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>What an assignment did: counts, its change, a file of it, and the way back.</summary>
public sealed partial class DoneStep
{
    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required Review Review { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required AssignResult Result { get; set; }

    private string Happened => Result.Plan is { } plan ? ReviewWords.Happened(plan) : ReviewWords.Format(ReconciliationTexts.AlreadyText, Result.ChangeId);

    private string RowWords => $"{Words.Number(Result.Sheet.Valid)} of {Words.Number(Result.Sheet.Rows)}{(Result.Sheet.UnchangedRows > 0 ? $", {Words.Number(Result.Sheet.UnchangedRows)} of which asked for what stood already" : "")}";

    private string KeyWords => $"{Words.Number(Result.Sheet.ChangedKeys)} changed of {Words.Number(Result.Sheet.Keys)}";

    private string GrantWords => $"{Words.Number(Result.Sheet.Changes)} changed of {Words.Number(Result.Sheet.Grants)}";

    private string SkippedWords => $"{AssignWords.Count(Result.Sheet.Invalid.Count, "invalid row", "invalid rows")}, nothing of which was written";

    private string ChangeWords => $"Change {Words.Number((int)Result.ChangeId)}";

    private async Task DownloadAsync() => await Js.InvokeVoidAsync(
        "gatehouse.download", FormattableString.Invariant($"change-{Result.ChangeId}-result.csv"), "text/csv", AssignCsv.Result(Result.Sheet, Result.ChangeId));

    private async Task DownloadInvalidAsync() => await Js.InvokeVoidAsync(
        "gatehouse.download", FormattableString.Invariant($"change-{Result.ChangeId}-invalid-rows.csv"), "text/csv", AssignCsv.Errors(Result.Sheet));

    private async Task UndoAsync() => await Review.OpenUndoAsync(Result.ChangeId);

    private void MoreAsync()
    {
        Session.Clear();
        Navigation.NavigateTo(Links.Assign);
    }
}
