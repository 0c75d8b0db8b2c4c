using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Reconciliation.Writing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>The rows a plan moves, read on demand from the query that counted them.</summary>
public sealed partial class ReviewRows
{
    private const int Size = 8;
    private readonly Stack<string?> cursors = new();
    private string? cursor;
    private string search = "";
    private Move? move;
    private int? total;
    private TransitionPage? page;
    private string? failure;
    private int asked;

    [Inject]
    public required Reconciler Reconciler { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required Plan Plan { get; set; }

    /// <summary>Whose rows they are, when not our database's: a copy's, in a rehearsal.</summary>
    [Parameter]
    public Reconciler? From { get; set; }

    /// <summary>When the stale plan was made: rows that came later are marked.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    private Reconciler Asked => From ?? Reconciler;

    private TransitionQuery Query => new(Move: move, Search: Folding.Of(search.Trim()), Cursor: cursor, Limit: Size, WithTotal: total is null);

    private string Range => page is null ? "" : total == 0 ? ReviewWords.Format(ReconciliationTexts.Range, 0, 0, 0)
        : ReviewWords.Format(ReconciliationTexts.Range, (cursors.Count * Size) + 1, (cursors.Count * Size) + page.Items.Count, total);

    private IEnumerable<MoveSegment> Segments => MoveSegment.Of(Plan.Totals.Moves, move);

    protected override Task OnInitializedAsync() => ReadAsync();

    private string Tone(TransitionRow row) => IsNew(row) ? "changed new" : "";

    private bool IsNew(TransitionRow row) => Since is { } since && row.CreatedAt > since;

    private string LastUsed(TransitionRow row) => IsNew(row) ? ReconciliationTexts.NewSincePlan
        : CredentialFacts.Of(row.Kind).IsFlow ? ReviewWords.Format(ReconciliationTexts.Started, row.CreatedAt)
        : row.LastUsedAt is { } at ? Words.Moment(at) : ReconciliationTexts.Never;

    private async Task ReadAsync()
    {
        failure = null;
        var mine = ++asked;
        try
        {
            var query = Query;
            var read = await Task.Run(() => Asked.PageAsync(Plan.Edit, query));
            if (mine != asked)
                return;
            (page, total) = (read, read.Total ?? total);
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Task SearchAsync(string text) => FromStartAsync(text, move);

    private Task ShowAsync(Move? only) => FromStartAsync(search, only);

    private Task FromStartAsync(string text, Move? only)
    {
        (search, move, cursor, total) = (text, only, null, null);
        cursors.Clear();
        return ReadAsync();
    }

    private Task NextAsync()
    {
        cursors.Push(cursor);
        cursor = page!.NextCursor;
        return ReadAsync();
    }

    private Task PreviousAsync()
    {
        cursor = cursors.Pop();
        return ReadAsync();
    }

    private async Task ExportAsync()
    {
        var csv = await Task.Run(() => RowsCsv.OfAsync(Asked, Plan.Edit, Query with { Cursor = null, Limit = 500, WithTotal = false }));
        await Js.InvokeVoidAsync("gatehouse.download", $"plan-{Plan.Fingerprint[..8]}.csv", "text/csv", csv);
    }
}
