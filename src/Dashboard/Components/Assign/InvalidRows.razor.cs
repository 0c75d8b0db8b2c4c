using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Assign;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>Rows that cannot be committed, each with its line and what to do, and whether the others are to be.</summary>
public sealed partial class InvalidRows
{
    private const int Size = 5;
    private int page = 1;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required AssignSheet Sheet { get; set; }

    [Parameter]
    public bool IsAllOrNone { get; set; }

    /// <summary>True: all rows or none.</summary>
    [Parameter]
    public EventCallback<bool> OnChoose { get; set; }

    /// <summary>Names the file of errors.</summary>
    [Parameter]
    public string Source { get; set; } = "rows";

    private string Title => AssignWords.Say(AssignTexts.InvalidTitle, AssignWords.Count(Sheet.Invalid.Count, AssignTexts.RowIs, AssignTexts.RowsAre));

    private string ValidWords => Sheet.Valid == 1 ? AssignTexts.CommitOne : AssignWords.Say(AssignTexts.CommitValid, Sheet.Valid);

    private IEnumerable<RowError> Shown => Sheet.Invalid.Skip((page - 1) * Size).Take(Size);

    private static string Line(RowError error) => error.Line == 0 ? "–" : Words.Number(error.Line);

    private static string Client(RowError error) => ShownText.Of(error.Client);

    private static string Action(RowError error) => ShownText.Of(error.Action).Capital();

    private string FailWords(int most) => AssignWords.Say(Sheet.IsAllOrNone
        ? AssignTexts.FailsAll
        : AssignTexts.FailsSome, AssignWords.Count(most, AssignTexts.Error, AssignTexts.Errors));

    private void Turn(int to) => page = to;

    private async Task DownloadAsync() => await Js.InvokeVoidAsync("gatehouse.download", $"{Path.GetFileNameWithoutExtension(Source)}-invalid-rows.csv", "text/csv", AssignCsv.Errors(Sheet));
}
