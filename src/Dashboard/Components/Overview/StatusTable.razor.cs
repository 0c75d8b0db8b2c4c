using System.Globalization;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.Overview;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Credentials by status and kind. The bars share one scale and leave active out, which would flatten the rest.</summary>
public sealed partial class StatusTable
{
    private static readonly CredentialStatus[] Statuses = [CredentialStatus.Active, CredentialStatus.Orphaned, CredentialStatus.NeedsReauth, CredentialStatus.NeedsUpdate];

    [Parameter, EditorRequired]
    public required OverviewFacts Facts { get; set; }

    private IEnumerable<Row> Rows
    {
        get
        {
            var kinds = new[] { (Facts.OAuthTokens, CredentialFacts.Of(CredentialKind.OAuthToken).Names), (Facts.HeaderCredentials, CredentialFacts.Of(CredentialKind.HeaderCredential).Names) };
            var most = Statuses.Skip(1).SelectMany(status => kinds.Select(kind => kind.Item1.Of(status))).Max();
            return Statuses.Select(status => new Row(status, StatusLook.Of(status).Tone, [.. kinds.Select(kind => Of(status, kind.Item1, kind.Item2, most))]));
        }
    }

    private static Cell Of(CredentialStatus status, StatusCounts counts, string kind, int most)
    {
        var count = counts.Of(status);
        return new(
            count == 0 ? "–" : Words.Number(count),
            count == 0 ? null : OverviewLinks.Of(status),
            $"{StatusLook.Of(status).Word} {kind}: {Words.Number(count)}",
            status == CredentialStatus.Active ? OverviewTexts.OfAll.With(StatusTiles.Share(count, counts.Total), kind) : null,
            string.Create(CultureInfo.InvariantCulture, $"width: {(most == 0 ? 0 : 100.0 * count / most):0.##}%"));
    }

    private sealed record Row(CredentialStatus Status, string Tone, IReadOnlyList<Cell> Cells);

    private sealed record Cell(string Number, string? Href, string LinkName, string? Share, string Width);
}
