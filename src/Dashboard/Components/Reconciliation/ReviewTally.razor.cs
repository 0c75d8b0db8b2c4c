using System.Globalization;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation;

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

    private IEnumerable<(string Name, string Kind, IEnumerable<Cell> Cells, string Identities)> Lines => Plan.Clients.Select(tally =>
    {
        var was = Was?.Clients.FirstOrDefault(old => old.Id == tally.Id && old.Headers == tally.Headers);
        return (tally.Name, tally.Headers ? ReconciliationTexts.HeadersAndSubmissions : ReconciliationTexts.TokensAndSignIns,
            Cells(tally.Orphan, tally.Drop, tally.Reactivate, Was is null ? null : (was?.Orphan ?? 0, was?.Drop ?? 0, was?.Reactivate ?? 0), false),
            Text(tally.Identities));
    });

    private IEnumerable<Cell> Totals => Cells(Plan.Totals.Orphan, Plan.Totals.Drop, Plan.Totals.Reactivate,
        Was is null ? null : (Was.Totals.Orphan, Was.Totals.Drop, Was.Totals.Reactivate), true);

    private static IEnumerable<Cell> Cells(int orphan, int drop, int reactivate, (int Orphan, int Drop, int Reactivate)? was, bool isTotal) =>
    [
        Of(Move.Orphan, orphan, was?.Orphan, isTotal), Of(Move.Drop, drop, was?.Drop, isTotal), Of(Move.Reactivate, reactivate, was?.Reactivate, isTotal),
    ];

    private static Cell Of(Move move, int now, int? was, bool isTotal) => new(
        Text(now), was is { } old && old != now ? Text(old) : null,
        isTotal && now > 0 ? MoveLook.Icon(move) : null,
        now == 0 ? "quiet" : isTotal ? MoveLook.Class(move) : "");

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number, what it was, and how it is drawn.</summary>
    private sealed record Cell(string Now, string? Was, string? Icon, string Tone);
}
