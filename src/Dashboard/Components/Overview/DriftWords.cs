using System.Globalization;
using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Drift in words, the same on the Overview and in the frame.</summary>
internal static class DriftWords
{
    private const int Shown = 4;

    /// <summary>"Drift: 3 credentials".</summary>
    public static string Brief(Drift drift) => OverviewTexts.DriftX.With(What(drift));

    /// <summary>"Drift: 3 credentials out of step".</summary>
    public static string Title(Drift drift) => OverviewTexts.DriftOutOfStep.With(What(drift));

    /// <summary>"2 usable without a grant, 1 orphaned though a grant reaches it."</summary>
    public static string Facts(Drift drift)
    {
        var moves = drift.Moves;
        string?[] parts =
        [
            moves.Orphan == 0 ? null : OverviewTexts.NotOrphanedThoughNoGrantReaches.With(Words.Number(moves.Orphan), moves.Orphan == 1 ? "it" : OverviewTexts.Them),
            moves.Reactivate == 0 ? null : OverviewTexts.OrphanedThoughAGrantReaches.With(Words.Number(moves.Reactivate), moves.Reactivate == 1 ? "it" : OverviewTexts.Them),
            moves.Drop == 0 ? null : OverviewTexts.ThatNoGrantReaches.With(PlanWords.Count(moves.Drop, OverviewTexts.PendingSignIn, OverviewTexts.PendingSignInsLower)),
        ];
        return string.Join(", ", parts.OfType<string>()) + ".";
    }

    public static string Checked(Drift drift) => OverviewTexts.CheckedX.With(drift.At.ToString("HH:mm, d MMM", CultureInfo.InvariantCulture));

    /// <summary>The clients with most.</summary>
    public static IEnumerable<(string Id, string Name, int Count)> Clients(Drift drift) => ByClient(drift).Take(Shown);

    /// <summary>"and 3 more clients"; null when all are shown.</summary>
    public static string? More(Drift drift) => ByClient(drift).Count() - Shown is > 0 and var more ? OverviewTexts.AndX.With(PlanWords.Count(more, OverviewTexts.MoreClient, OverviewTexts.MoreClients)) : null;

    private static IEnumerable<(string Id, string Name, int Count)> ByClient(Drift drift) => drift.Clients
        .GroupBy(tally => (tally.ClientId, tally.Name), (client, tallies) => (client.ClientId, client.Name, Count: tallies.Sum(tally => tally.Moves.Total)))
        .OrderByDescending(client => client.Count).ThenBy(client => client.Name, Folding.Comparer);

    private static string What(Drift drift) => drift.Moves.Drop == 0
        ? PlanWords.Count(drift.Count, OverviewTexts.Credential, OverviewTexts.Credentials)
        : drift.Count == drift.Moves.Drop
            ? PlanWords.Count(drift.Count, OverviewTexts.SignIn, OverviewTexts.SignIns)
            : PlanWords.Count(drift.Count, OverviewTexts.CredentialOrSignIn, OverviewTexts.CredentialsAndSignIns);
}
