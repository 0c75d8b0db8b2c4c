using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>One change: the edit in words, every row it moved, and the way to undo it.</summary>
public sealed partial class ChangePage : IDisposable
{
    private const int Size = 50;
    private ChangeItem? change;
    private Paged<MovedRow>? rows;
    private MovedRowFilter rowFilter = new();
    private int number = 1;
    private bool isMissing;
    private string? failure;

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Inject]
    public required Reviews Review { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter]
    public long Id { get; set; }

    private string Title => ChangeTexts.ChangeX.With(Id);

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<MoveSegment> Segments => MoveSegment.Of(change!.Moves, rowFilter.Move);

    public void Dispose() => Session.Committed -= CommittedAsync;

    protected override void OnInitialized() => Session.Committed += CommittedAsync;

    protected override Task OnParametersSetAsync()
    {
        (rowFilter, number) = (new MovedRowFilter(), 1);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            var (id, filter, window) = (Id, rowFilter, new Window((number - 1) * Size, Size));
            (change, rows) = await Task.Run(async () => (await Changes.FindAsync(id), await Changes.RowsAsync(id, filter, window)));
            isMissing = change is null;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Task SearchAsync(string? text) => FilterAsync(rowFilter with { Search = text });

    private Task ShowAsync(Move? move) => FilterAsync(rowFilter with { Move = move });

    private Task FilterAsync(MovedRowFilter to)
    {
        (rowFilter, number) = (to, 1);
        return LoadAsync();
    }

    private Task TurnAsync(int to)
    {
        number = to;
        return LoadAsync();
    }

    private async Task UndoAsync() => await Review.OpenUndoAsync(Id);

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
