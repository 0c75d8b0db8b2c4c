using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Credentials;

/// <summary>Search and filters of the list. Every choice is a link, since the state is the URL.</summary>
public sealed partial class CredentialFilters
{
    private static readonly int[] PurgeDays = [7, 30];
    private static readonly int[] UsedDays = [1, 7, 30, -30, -90];
    private static readonly int[] CreatedDays = [1, 7, 30, -90];
    private bool isOpen;

    [Parameter, EditorRequired]
    public required CredentialListAddress Address { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ClientName> Clients { get; set; }

    [Parameter]
    public string? Total { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    private string? Client => Clients.FirstOrDefault(client => client.Id == Address.Client)?.Name ?? Address.Client;

    private string? Kind => Address.Kind is { } kind ? Words.Of(kind) : null;

    private string? Bound => Address.Bound is { } bound ? CredentialWords.Bound(bound) : null;

    private string? Purge => Address.Purge is { } within ? PurgeWords(within) : null;

    private string? Used => Address.Used is { } used ? UsedWords(used) : null;

    private string? Created => Address.Created is { } created ? CreatedWords(created) : null;

    private IEnumerable<FilterChoice> ClientChoices => Clients.Select(client => new FilterChoice(client.Name, Href(Address with { Client = client.Id }), Address.Client == client.Id));

    private IEnumerable<FilterChoice> Kinds => Enum.GetValues<CredentialKind>().Select(kind => new FilterChoice(Words.Of(kind), Href(Address with { Kind = kind }), Address.Kind == kind));

    private IEnumerable<FilterChoice> Bounds => Enum.GetValues<IdentityKind>()
        .Select(bound => new FilterChoice(CredentialWords.Bound(bound), Href(Address with { Bound = bound }), Address.Bound == bound));

    private IEnumerable<FilterChoice> Purges => PurgeDays.Select(within => new FilterChoice(PurgeWords(within), Href(Address with { Purge = within }), Address.Purge == within));

    private IEnumerable<FilterChoice> Uses => UsedDays.Select(used => new FilterChoice(UsedWords(used), Href(Address with { Used = used }), Address.Used == used));

    private IEnumerable<FilterChoice> Creations => CreatedDays.Select(created => new FilterChoice(CreatedWords(created), Href(Address with { Created = created }), Address.Created == created));

    /// <summary>Filters that a link sets: of one key, one person, one change.</summary>
    private IEnumerable<(string Words, string Without, string ClearLabel)> Fixed
    {
        get
        {
            if (Address.Key is { } key)
                yield return (CredentialTexts.KeyX.With(key), Href(Address with { Key = null }), CredentialTexts.ClearTheFilterKey);
            if (Address.User is { } user)
                yield return (CredentialTexts.UserX.With(user), Href(Address with { User = null }), CredentialTexts.ClearTheFilterUser);
            if (Address.Change is { } change)
                yield return (CredentialTexts.OrphanedByChange.With(Words.Number(change)), Href(Address with { Change = null }), CredentialTexts.ClearTheFilterChange);
        }
    }

    private static string PurgeWords(int within) => CredentialTexts.WithinDays.With(within);

    private static string UsedWords(int used) => used switch { 1 => CredentialTexts.WithinADay, > 0 => CredentialTexts.WithinDays.With(used), _ => CredentialTexts.NotForDays.With(-used) };

    private static string CreatedWords(int created) => created switch { 1 => CredentialTexts.WithinADay, > 0 => CredentialTexts.WithinDays.With(created), _ => CredentialTexts.OverDaysAgo.With(-created) };

    private static string Href(CredentialListAddress address) => address.First().Href;

    private void Toggle() => isOpen = !isOpen;
}
