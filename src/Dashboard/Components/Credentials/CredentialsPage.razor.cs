using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Components.Reconciliation.Review;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Settings;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>All credentials and pending sign-ins. Its state is the URL, the place in a million rows included.</summary>
public sealed partial class CredentialsPage
{
    private readonly HashSet<string> picked = [];
    private IReadOnlyList<ClientName> clients = [];
    private CredentialListPage? page;
    private int number = 1;
    private int orphanDays;

    [Inject]
    public required CredentialListQueries Credentials { get; set; }

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    [Inject]
    public required SettingQueries Settings { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Reviews Review { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private string TotalWords => page is null ? "" : page is { Total: 1, IsAtLeast: false } ? CredentialTexts.N1Row : CredentialTexts.XRows.With(TotalNumber);

    private string TotalNumber => $"{Words.Number(page!.Total)}{(page.IsAtLeast ? "+" : "")}";

    private string Empty => Address.IsFiltered ? CredentialTexts.NoCredentialMatches : CredentialTexts.NoCredentialIsStoredYetTheyAppear;

    private int First => ((number - 1) * CredentialListAddress.Size) + 1;

    private string PageWords => CredentialTexts.ToOf.With(First, First + page!.Items.Count - 1, TotalNumber);

    private string PickedWords => picked.Count == 1 ? CredentialTexts.N1Selected : CredentialTexts.XSelected.With(Words.Number(picked.Count));

    private IEnumerable<(StatusLook Look, string Number, string Href, string Class, string? Current)> Chips => Enum.GetValues<CredentialStatus>()
        .Select(status => (StatusLook.Of(status), page?.Counts is { } counts ? Words.Number(counts.Of(status)) : "", Address.Toggle(status).Href,
            $"status {StatusLook.Of(status).Tone}", Address.Statuses.Contains(status) ? "true" : null));

    private bool IsPagePicked => page is { Items.Count: > 0 } && page.Items.All(row => picked.Contains(row.Id));

    protected override string Path => Links.Credentials;

    protected override CredentialListAddress AddressOf(string query) => CredentialListAddress.Of(query);

    protected override void OnInitialized() => Session.Committed += CommittedAsync;

    protected override void Dispose(bool disposing)
    {
        Session.Committed -= CommittedAsync;
        base.Dispose(disposing);
    }

    /// <summary>When only another row is explained, the list stays.</summary>
    protected override bool NeedsReading(CredentialListAddress before) =>
        page is null || (Address with { Why = null }).Href != (before with { Why = null }).Href;

    protected override async Task<Action> ReadAsync(CredentialListAddress address, CancellationToken cancellation)
    {
        var days = (await Settings.NowAsync(cancellation)).OrphanDays;
        var read = await Credentials.ListAsync(address.Filter(Clock.GetUtcNow(), days), address.At, CredentialListAddress.Size, cancellation: cancellation);
        var names = await Choices.ClientsAsync(cancellation);
        return () => (page, number, clients, orphanDays) = (read, address.Page, names, days);
    }

    private string? DirectionOf(CredentialSort sort) => Address.Sort != sort ? null : Address.Descending ? "descending" : "ascending";

    private string HrefOf(CredentialItem row) => (Address with { Why = row.Id }).Href;

    /// <summary>The row before or behind the one explained, on this page.</summary>
    private string? Neighbour(int step)
    {
        var rows = page?.Items.ToList() ?? [];
        var at = rows.FindIndex(row => row.Id == Address.Why);
        return at >= 0 && at + step >= 0 && at + step < rows.Count ? HrefOf(rows[at + step]) : null;
    }

    private void Pick((CredentialItem Row, bool IsPicked) pick) => _ = pick.IsPicked ? picked.Add(pick.Row.Id) : picked.Remove(pick.Row.Id);

    private void PickPage(ChangeEventArgs change)
    {
        foreach (var row in page?.Items ?? [])
            Pick((row, change.Value is true));
    }

    private async Task RevokePickedAsync()
    {
        var title = picked.Count == 1 ? CredentialTexts.RevokeOf1Credential : CredentialTexts.RevokeOfCredentials.With(Words.Number(picked.Count));
        var draft = Session.Of("revoke:selection", title);
        if (await Review.OpenAsync(draft, new Edit.RevokeCredentials([.. picked])))
            picked.Clear();
        else
            await draft.DiscardAsync();
    }

    private void Search(string text) => Go((Address.First() with { Search = text, Why = Address.Why }).Href, replace: true);

    private void Previous() => Go((Address with { At = page!.Previous, Page = Math.Max(1, Address.Page - 1) }).Href);

    private void Next() => Go((Address with { At = page!.Next, Page = Address.Page + 1 }).Href);

    private void Close() => Go((Address with { Why = null }).Href, replace: true);

    private Task CommittedAsync(long changeId) => InvokeAsync(LoadAsync);
}
