using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>The numbers, each with one fact beside it.</summary>
public sealed partial class StatusTiles
{
    [Parameter, EditorRequired]
    public required OverviewFacts Facts { get; set; }

    private IEnumerable<Tile> Tiles
    {
        get
        {
            var (stored, tokens, headers, pending) = (Facts.Stored, Facts.OAuthTokens, Facts.HeaderCredentials, Facts.Pending);
            yield return new(OverviewTexts.AllCredentials, Icons.Material.Outlined.Lock, "accent", stored.Total, OverviewLinks.All, OverviewTexts.AllCredentials, OverviewTexts.ForX.With(PlanWords.Count(Facts.McpClients, OverviewTexts.McpClient, OverviewTexts.McpClients)));
            yield return Of(CredentialStatus.Active, stored.Active, Share(stored.Active, stored.Total));
            yield return Of(CredentialStatus.Orphaned, stored.Orphaned, OverviewTexts.NewBackInDays.With(Facts.Days.Sum(day => day.Orphaned), Facts.Days.Sum(day => day.Reactivated), OverviewQueries.Days));
            yield return Of(CredentialStatus.NeedsReauth, stored.NeedsReauth, OverviewTexts.OfKind.With(Share(tokens.NeedsReauth, tokens.Total), CredentialFacts.Of(CredentialKind.OAuthToken).Names));
            yield return Of(CredentialStatus.NeedsUpdate, stored.NeedsUpdate, OverviewTexts.OfKind.With(Share(headers.NeedsUpdate, headers.Total), CredentialFacts.Of(CredentialKind.HeaderCredential).Names));
            yield return new(OverviewTexts.PendingSignIns, Icons.Material.Outlined.Schedule, "pending", pending.Total, OverviewLinks.Of(CredentialStatus.Pending), OverviewTexts.PendingSignIns,
                pending.Ended > 0 ? OverviewTexts.PastTheirTime.With(Words.Number(pending.Ended)) : OverviewTexts.EndWithin5Minutes.With(Words.Number(pending.EndSoon)));
        }
    }

    /// <summary>"94.2 %"; a dash when there is nothing to be a share of.</summary>
    public static string Share(int part, int whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private static Tile Of(CredentialStatus status, int count, string note)
    {
        var look = StatusLook.Of(status);
        return new(look.Word, look.Icon, look.Tone, count, OverviewLinks.Of(status), $"{look.Word} credentials", note);
    }

    private sealed record Tile(string Label, string Icon, string Tone, int Count, string? Href, string Leads, string Note)
    {
        public string Number => Words.Number(Count);

        public string LinkName => $"{Label}: {Number}";
    }
}
