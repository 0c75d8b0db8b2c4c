using System.Globalization;
using Gatehouse.Dashboard.Components.Reconciliation.Impact;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>Tallies by client and kind; old numbers struck through once the plan is stale.</summary>
public sealed partial class ReviewTally
{
    [Parameter, EditorRequired]
    public required Plan Plan { get; set; }

    /// <summary>The stale plan to compare with.</summary>
    [Parameter]
    public Plan? Was { get; set; }

    private string AllWords => ReviewWords.Format(ReconciliationTexts.AllLine,
        PlanWords.Hit(Plan).TrimEnd('.'), Plan.Totals.Unchanged);

    /// <summary>The three moves of cover always, the others when some row makes them.</summary>
    private IEnumerable<Move> Columns => new[] { Move.Orphan, Move.Drop, Move.Reactivate }
        .Concat(Plan.Totals.Moves.Made.Select(made => made.Move)).Distinct();

    private IEnumerable<(string Name, string Kind, IEnumerable<Cell> Cells, string Identities)> Lines => Plan.Clients.Select(tally =>
    {
        var was = Was?.Clients.FirstOrDefault(old => old.Id == tally.Id && old.Headers == tally.Headers);
        return (tally.Name, tally.Headers ? ReconciliationTexts.HeadersAndSubmissions : ReconciliationTexts.TokensAndSignIns,
            Cells(tally.Moves, Was is null ? null : was?.Moves ?? MoveCounts.None, false), Text(tally.Identities));
    });

    private IEnumerable<Cell> Totals => Cells(Plan.Totals.Moves, Was?.Totals.Moves, true);

    private IEnumerable<Cell> Cells(MoveCounts now, MoveCounts? was, bool isTotal) => Columns.Select(move => Of(move, now.Of(move), was?.Of(move), isTotal));

    private static Cell Of(Move move, int now, int? was, bool isTotal) => new(
        Text(now), was is { } old && old != now ? Text(old) : null,
        isTotal && now > 0 ? MoveLook.Icon(move) : null,
        now == 0 ? "quiet" : isTotal ? MoveLook.Class(move) : "");

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number, what it was, and how it is drawn.</summary>
    private sealed record Cell(string Now, string? Was, string? Icon, string Tone);
}
