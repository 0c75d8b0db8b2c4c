using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>One change: the edit in words, every row it moved, and the way to undo it.</summary>
public sealed partial class ChangePage
{
    private const int Size = 50;
    private ChangeItem? change;
    private Paged<MovedRow>? rows;
    private MovedRowFilter rowFilter = new();
    private int number = 1;
    private bool isMissing;

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Inject]
    public required Reviews Review { get; set; }

    [Parameter]
    public long Id { get; set; }

    private string Title => ChangeTexts.ChangeX.With(Id);

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<MoveSegment> Segments => MoveSegment.Of(change!.Moves, rowFilter.Move);

    protected override Task OnParametersSetAsync()
    {
        (rowFilter, number) = (new MovedRowFilter(), 1);
        return LoadAsync();
    }

    protected override Task LoadAsync()
    {
        var (id, filter, window) = (Id, rowFilter, new Window((number - 1) * Size, Size));
        return Loading.ReadAsync(
            async () => (await Changes.FindAsync(id), await Changes.RowsAsync(id, filter, window)), read => ((change, rows), isMissing) = (read, read.Item1 is null));
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
}
