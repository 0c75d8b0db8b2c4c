using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>What an assignment did: counts, its change, a file of it, and the way back.</summary>
public sealed partial class DoneStep
{
    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required Reviews Review { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required AssignResult Result { get; set; }

    private string Happened => Result.Plan is { } plan ? ReviewWords.Happened(plan) : ReviewWords.Format(ReconciliationTexts.AlreadyText, Result.ChangeId);

    private string RowWords => Result.Sheet.UnchangedRows > 0
        ? AssignWords.Say(AssignTexts.RowsOfWithUnchanged, Result.Sheet.Valid, Result.Sheet.Rows, Result.Sheet.UnchangedRows)
        : AssignWords.Say(AssignTexts.Of, Result.Sheet.Valid, Result.Sheet.Rows);

    private string KeyWords => AssignWords.Say(AssignTexts.ChangedOf, Result.Sheet.ChangedKeys, Result.Sheet.Keys);

    private string GrantWords => AssignWords.Say(AssignTexts.ChangedOf, Result.Sheet.Changes, Result.Sheet.Grants);

    private string SkippedWords => AssignWords.Say(AssignTexts.SkippedNothing, AssignWords.Count(Result.Sheet.Invalid.Count, AssignTexts.InvalidRow, AssignTexts.InvalidRows));

    private string ChangeWords => AssignWords.Say(AssignTexts.Change, Result.ChangeId);

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
