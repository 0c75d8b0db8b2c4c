using System.Text.Json;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Import.Bifrost;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Commands;

/// <summary>What came of an import from Bifrost, or would, on a console or as JSON, with the exit code.</summary>
/// <param name="json">For programs.</param>
/// <param name="skips">Bad rows are skipped; without it they are why nothing comes in.</param>
internal sealed class BifrostAnswer(bool json, bool skips)
{
    /// <summary>Rows out of step that are listed; all are counted.</summary>
    private const int Listed = 1_000;

    public async Task<int> SayAsync(BifrostRehearsal rehearsal, CancellationToken cancellation)
    {
        if (rehearsal.Report is not { } report)
            throw Unreadable(rehearsal.Outcome);
        var rows = new List<TransitionRow>();
        for (string? cursor = null; rows.Count < Listed;)
        {
            var page = await rehearsal.Reconciler.PageAsync(new Edit.Repair(), new TransitionQuery(Cursor: cursor, Limit: 500, WithTotal: false), cancellation);
            rows.AddRange(page.Items);
            if ((cursor = page.NextCursor) is null)
                break;
        }
        return Say(report, rehearsal.Drift, rows, isDryRun: true, isIn: false);
    }

    public int Say(BifrostOutcome outcome, Plan? drift) => outcome switch
    {
        BifrostOutcome.Imported done => Say(done.Report, drift, [], isDryRun: false, isIn: true),
        BifrostOutcome.Refused refused => Say(refused.Report, null, [], isDryRun: false, isIn: false),
        _ => throw Unreadable(outcome),
    };

    private static CommandException Unreadable(BifrostOutcome outcome) => outcome is BifrostOutcome.NotWritten not
        ? new(WriteWords.Of(not.Why) ?? not.Why.ToString()) : new($"{((BifrostOutcome.Unreadable)outcome).Reason} Nothing was imported.");

    private int Say(BifrostReport report, Plan? drift, IReadOnlyList<TransitionRow> rows, bool isDryRun, bool isIn)
    {
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(Document(report, drift, rows, isDryRun, isIn), DataJson.Options));
        else
            Write(report, drift, rows, isDryRun, isIn);
        return report.Refused.Total > 0 && !skips ? 1 : 0;
    }

    private void Write(BifrostReport report, Plan? drift, IReadOnlyList<TransitionRow> rows, bool isDryRun, bool isIn)
    {
        foreach (var row in report.Refused.Shown)
            Console.Error.WriteLine(row);
        if (report.Refused.Total > 0)
            Console.Error.WriteLine($"{report.Refused.Total:N0} rows are refused{(report.Refused.Total > report.Refused.Shown.Count ? $", {report.Refused.Shown.Count:N0} of them listed" : "")}: {(skips ? "they are skipped." : "nothing is imported. Mend them, or import the rest with --on-error skip.")}");
        foreach (var row in report.Odd.Shown)
            Console.Error.WriteLine($"! {row}");
        if (report.Odd.Total > 0)
            Console.Error.WriteLine($"{(report.Odd.Total == 1 ? "1 row comes" : $"{report.Odd.Total:N0} rows come")} in though something about {(report.Odd.Total == 1 ? "it" : "them")} is odd.");
        Console.WriteLine(report.Engine == BifrostReport.ConfigFile ? "Bifrost, config.json." : $"Bifrost, {report.Generation.ToString().ToLowerInvariant()} generation, {report.Engine}.");
        Console.WriteLine($"{(isIn ? "Imported" : isDryRun ? "Would import" : "Sound are")} {report.Total:N0} rows: {string.Join(", ", report.Rows.Where(list => list.Value > 0).Select(list => $"{list.Value:N0} {list.Key}"))}.");
        foreach (var left in report.LeftOut)
            Console.WriteLine($"Left out: {left.Count:N0} of {left.Table}, {left.Reason}.");
        foreach (var note in report.Notes)
            Console.WriteLine($"! {note}");
        if (drift is null)
            return;
        Console.WriteLine(drift.IsEmpty ? "No credential is out of step." : $"{drift.Totals.Moving:N0} credentials and pending sign-ins are out of step. The repair: {drift.Summary}");
        foreach (var client in drift.Clients)
            Console.WriteLine($"  {client.Moves.Total,10:N0}  {client.Name}{(client.Headers ? " (headers)" : "")}: {string.Join(", ", client.Moves.Made.Select(made => $"{MoveTexts.Of(made.Move).Name.ToLowerInvariant()} {made.Count:N0}"))}");
        foreach (var row in rows)
            Console.WriteLine($"  {row.ClientName}, {row.Who}: {MoveTexts.Of(row.Move).Name.ToLowerInvariant()} {row.Id} ({row.From.ToString().ToLowerInvariant()})");
        if (rows.Count > 0 && drift.Totals.Moving > rows.Count)
            Console.WriteLine($"  and {drift.Totals.Moving - rows.Count:N0} more.");
        if (isIn && !drift.IsEmpty)
            Console.WriteLine("See them with repair, make them good with repair --commit.");
    }

    private static object Document(BifrostReport report, Plan? drift, IReadOnlyList<TransitionRow> rows, bool isDryRun, bool isIn) => new
    {
        isDryRun,
        isImported = isIn,
        report.Generation,
        report.Engine,
        report.Rows,
        report.Refused,
        report.Odd,
        report.LeftOut,
        report.Withheld,
        report.Notes,
        drift = drift is null ? null : new
        {
            total = drift.Totals.Moving,
            drift.Totals.Moves.Orphan,
            drift.Totals.Moves.Reactivate,
            drift.Totals.Moves.Drop,
            drift.Totals.Unchanged,
            drift.Summary,
            clients = drift.Clients.Select(client => new { client.ClientId, client.Name, kind = client.Headers ? "headers" : "oauth", client.Moves.Orphan, client.Moves.Reactivate, client.Moves.Drop }),
            rows = rows.Select(row => new { row.Id, row.Kind, transition = row.Move, mcpClientId = row.ClientId, mode = row.IdentityKind, identity = row.IdentityPublicId, row.Who, row.From, row.To, row.CreatedAt }),
        },
    };
}
