using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>What stands behind a key (its own credentials and flows, and those of its people), what a user holds, or what is stored for an MCP client.</summary>
public sealed partial class CredentialsTab : IDisposable
{
    private const int Size = 50;
    private CredentialFilter filter = new();
    private CredentialPage? page;
    private int number = 1;
    private string? failure;
    private int asked;

    [Inject]
    public required CredentialQueries Credentials { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    /// <summary>The key whose rows are shown, and those of its people.</summary>
    [Parameter]
    public string? KeyId { get; set; }

    /// <summary>The user whose own rows are shown.</summary>
    [Parameter]
    public string? UserId { get; set; }

    /// <summary>The MCP client whose rows are shown, when neither key nor user is given.</summary>
    [Parameter]
    public string? ClientId { get; set; }

    private IEnumerable<(string Value, string Text)> Statuses => Enum.GetValues<CredentialStatus>()
        .Select(status => (status.ToString(), page is null ? StatusLook.Of(status).Word : $"{StatusLook.Of(status).Word} ({Words.Number(page.Counts.Of(status))})"));

    private static IEnumerable<(string Value, string Text)> Kinds => Enum.GetValues<CredentialKind>().Select(kind => (kind.ToString(), Words.Of(kind)));

    private string Total => page is null ? "" : CredentialTexts.XOfY.With(Words.Number(page.Total), Words.Number(page.Counts.Total));

    private string Empty => filter.IsFiltered ? CredentialTexts.NoCredentialMatchesClearTheSearchOr : Nothing;

    private string Nothing => (KeyId, UserId) switch
    {
        ({ }, _) => CredentialTexts.NoCredentialStandsBehindThisKeyYet,
        (_, { }) => CredentialTexts.ThisUserHoldsNoCredentialYetThey,
        _ => CredentialTexts.NoCredentialIsStoredForThisMcp,
    };

    /// <summary>All rows are of one client: what tells them apart is whose they are.</summary>
    private bool IsOfClient => KeyId is null && UserId is null;

    private string FirstColumn => IsOfClient ? CredentialTexts.Who : CredentialTexts.McpClient;

    private string SearchHint => IsOfClient ? CredentialTexts.SearchPersonOrKey : CredentialTexts.SearchClientPersonOrKey;

    private string Caption => (KeyId, UserId) switch
    {
        ({ }, _) => CredentialTexts.CredentialsAndPendingSignInsBehindThis,
        (_, { }) => CredentialTexts.CredentialsAndPendingSignInsOfThis,
        _ => CredentialTexts.CredentialsAndPendingSignInsForThis,
    };

    public void Dispose() => Session.Committed -= CommittedAsync;

    protected override Task OnInitializedAsync()
    {
        Session.Committed += CommittedAsync;
        return LoadAsync();
    }

    private string First(CredentialItem row) => IsOfClient ? Who(row) : row.ClientName;

    private static string Who(CredentialItem row) => row.IdentityKind switch
    {
        IdentityKind.VirtualKey => CredentialTexts.KeyX2.With(row.Who),
        IdentityKind.Session => CredentialTexts.SessionX.With(row.Who),
        _ => row.Who,
    };

    private Task<CredentialPage> ReadAsync(Window window) => (KeyId, UserId) switch
    {
        ({ } key, _) => Credentials.OfKeyAsync(key, filter, window),
        (_, { } user) => Credentials.OfUserAsync(user, filter, window),
        _ => Credentials.OfClientAsync(ClientId!, filter, window),
    };

    private static string Why(CredentialItem row) => row.Status switch
    {
        CredentialStatus.Orphaned => row.OrphanedBy is { } by
            ? CredentialTexts.XYByZ.With(by.Reason?.Words() ?? CredentialTexts.LostItsCover, Words.ShortDay(row.OrphanedAt), by.Actor)
            : CredentialTexts.OrphanedWhenItWasImported2.With(Words.ShortDay(row.OrphanedAt)),
        CredentialStatus.NeedsReauth => CredentialTexts.TheSignInMustBeRepeated,
        CredentialStatus.NeedsUpdate => row.MissingHeaders.Count == 0 ? CredentialTexts.AHeaderValueIsMissing : CredentialTexts.LacksX.With(string.Join(", ", row.MissingHeaders)),
        CredentialStatus.Pending => CredentialTexts.WaitsForThePersonUntil.With(Words.Moment(row.ExpiresAt)),
        _ => "",
    };

    private async Task LoadAsync()
    {
        failure = null;
        var mine = ++asked;
        try
        {
            var read = await Task.Run(() => ReadAsync(new Window((number - 1) * Size, Size)));
            if (mine == asked)
                page = read;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Task SearchAsync(string text) => FilterAsync(filter with { Search = text });

    private Task StatusAsync(ChangeEventArgs chosen) =>
        FilterAsync(filter with { Status = Enum.TryParse<CredentialStatus>(chosen.Value?.ToString(), out var status) ? status : null });

    private Task KindAsync(ChangeEventArgs chosen) =>
        FilterAsync(filter with { Kind = Enum.TryParse<CredentialKind>(chosen.Value?.ToString(), out var kind) ? kind : null });

    private Task FilterAsync(CredentialFilter to)
    {
        (filter, number) = (to, 1);
        return LoadAsync();
    }

    private Task TurnAsync(int to)
    {
        number = to;
        return LoadAsync();
    }

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
