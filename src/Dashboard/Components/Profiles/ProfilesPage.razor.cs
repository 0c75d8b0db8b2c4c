using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Profiles;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>All access profiles. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class ProfilesPage
{
    private Paged<ProfileItem>? page;

    [Inject]
    public required ProfileQueries Profiles { get; set; }

    [Inject]
    public required Permitted<ProfileEdits> Edits { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private ProfileFilter Filter => Address.Filter;

    private ProfileFilter Cleared => new() { Sort = Filter.Sort, Descending = Filter.Descending };

    private string ListQuery => Address.Query.Length == 0 ? "all" : Address.Query;

    private string TotalWords => page is null ? "" : page.Total == 1 ? ProfileTexts.N1AccessProfile : ProfileTexts.AccessProfiles2.With(Words.Number(page.Total));

    private string Empty => Filter.IsFiltered ? ProfileTexts.NoAccessProfileMatches : ProfileTexts.ThereIsNoAccessProfileYetMake;

    private string? ActiveWord => Addresses.ListQuery.Word(Filter.IsActive);

    private IEnumerable<FilterChoice> ActiveChoices =>
    [
        new(ProfileTexts.Active, HrefOf(Filter with { IsActive = true }), Filter.IsActive == true),
        new(ProfileTexts.Inactive, HrefOf(Filter with { IsActive = false }), Filter.IsActive == false),
    ];

    protected override string Path => Links.AccessProfiles;

    protected override ProfileListAddress AddressOf(string query) => ProfileListAddress.Of(query);

    protected override async Task<Action> ReadAsync(ProfileListAddress address, CancellationToken cancellation)
    {
        var read = await Profiles.ListAsync(address.Filter, address.Window, cancellation);
        return () => page = read;
    }

    private string HrefOf(ProfileFilter filter) => Address.With(filter).Href;

    private string? DirectionOf(ProfileSort sort) => Filter.Sort != sort ? null : Filter.Descending ? "descending" : "ascending";

    private void Search(string text) => Go(HrefOf(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Go((Address with { Page = to }).Href);

    private void Resize(int size) => Go((Address with { Page = 1, Size = size }).Href);

    private async Task NewAsync()
    {
        var made = await NewNameDialog.ShowAsync(
            Dialogs, ProfileTexts.AccessProfileLower,
            ProfileTexts.ItIsMadeActiveEmptyAndGiven,
            name => Edits.RunAsync((edits, by) => edits.CreateAsync(by, name)));
        if (made is { } id)
            Navigation.NavigateTo(Links.AccessProfile(id));
    }
}
