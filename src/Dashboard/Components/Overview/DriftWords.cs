using System.Globalization;
using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Drift in words, the same on the Overview and in the frame.</summary>
internal static class DriftWords
{
    private const int Shown = 4;

    /// <summary>"Drift: 3 credentials".</summary>
    public static string Brief(Drift drift) => $"Drift: {What(drift)}";

    /// <summary>"Drift: 3 credentials out of step".</summary>
    public static string Title(Drift drift) => $"Drift: {What(drift)} out of step";

    /// <summary>"2 usable without a grant, 1 orphaned though a grant reaches it."</summary>
    public static string Facts(Drift drift)
    {
        var moves = drift.Moves;
        string?[] parts =
        [
            moves.Orphan == 0 ? null : $"{Words.Number(moves.Orphan)} not orphaned though no grant reaches {(moves.Orphan == 1 ? "it" : "them")}",
            moves.Reactivate == 0 ? null : $"{Words.Number(moves.Reactivate)} orphaned though a grant reaches {(moves.Reactivate == 1 ? "it" : "them")}",
            moves.Drop == 0 ? null : $"{PlanWords.Count(moves.Drop, "pending sign-in", "pending sign-ins")} that no grant reaches",
        ];
        return string.Join(", ", parts.OfType<string>()) + ".";
    }

    public static string Checked(Drift drift) => $"Checked {drift.At.ToString("HH:mm, d MMM", CultureInfo.InvariantCulture)}.";

    /// <summary>The clients with most.</summary>
    public static IEnumerable<(string Id, string Name, int Count)> Clients(Drift drift) => ByClient(drift).Take(Shown);

    /// <summary>"and 3 more clients"; null when all are shown.</summary>
    public static string? More(Drift drift) => ByClient(drift).Count() - Shown is > 0 and var more ? $"and {PlanWords.Count(more, "more client", "more clients")}" : null;

    private static IEnumerable<(string Id, string Name, int Count)> ByClient(Drift drift) => drift.Clients
        .GroupBy(tally => (tally.ClientId, tally.Name), (client, tallies) => (client.ClientId, client.Name, Count: tallies.Sum(tally => tally.Moves.Total)))
        .OrderByDescending(client => client.Count).ThenBy(client => client.Name, StringComparer.OrdinalIgnoreCase);

    private static string What(Drift drift) => drift.Moves.Drop == 0
        ? PlanWords.Count(drift.Count, "credential", "credentials")
        : drift.Count == drift.Moves.Drop
            ? PlanWords.Count(drift.Count, "sign-in", "sign-ins")
            : PlanWords.Count(drift.Count, "credential or sign-in", "credentials and sign-ins");
}
