using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>All access profiles. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class ProfilesPage : IDisposable
{
    private Paged<ProfileItem>? page;
    private string? failure;
    private int asked;

    [Inject]
    public required ProfileQueries Profiles { get; set; }

    [Inject]
    public required Permitted<ProfileEdits> Edits { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private ProfileListAddress Address { get; set; } = new(new ProfileFilter());

    private ProfileFilter Filter => Address.Filter;

    private ProfileFilter Cleared => new() { Sort = Filter.Sort, Descending = Filter.Descending };

    private string ListQuery => Address.Query.Length == 0 ? "all" : Address.Query;

    private string TotalWords => page is null ? "" : page.Total == 1 ? "1 access profile" : $"{Words.Number(page.Total)} access profiles";

    private string Empty => Filter.IsFiltered ? "No access profile matches." : "There is no access profile yet. Make the first one with New access profile.";

    private string? ActiveWord => Layout.ListQuery.Word(Filter.IsActive);

    private IEnumerable<FilterChoice> ActiveChoices =>
    [
        new("Active", HrefOf(Filter with { IsActive = true }), Filter.IsActive == true),
        new("Inactive", HrefOf(Filter with { IsActive = false }), Filter.IsActive == false),
    ];

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Address = ProfileListAddress.Of(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (!Links.IsSamePage(location.Location, Links.AccessProfiles))
            return;
        Address = ProfileListAddress.Of(new Uri(location.Location).Query);
        _ = InvokeAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        failure = null;
        var mine = ++asked;
        try
        {
            var address = Address;
            var read = await Task.Run(() => Profiles.ListAsync(address.Filter, address.Window));
            if (mine == asked)
                page = read;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        StateHasChanged();
    }

    private string HrefOf(ProfileFilter filter) => Address.With(filter).Href;

    private string? DirectionOf(ProfileSort sort) => Filter.Sort != sort ? null : Filter.Descending ? "descending" : "ascending";

    private void Search(string text) => Navigation.NavigateTo(HrefOf(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Navigation.NavigateTo((Address with { Page = to }).Href);

    private void Resize(int size) => Navigation.NavigateTo((Address with { Page = 1, Size = size }).Href);

    private async Task NewAsync()
    {
        var made = await NewNameDialog.ShowAsync(
            Dialogs, "access profile",
            "It is made active, empty, and given to nobody: no credential moves. What it grants and to whom is edited on its page, with the impact beside it.",
            name => Edits.RunAsync(edits => edits.CreateAsync(name)));
        if (made is { } id)
            Navigation.NavigateTo(Links.AccessProfile(id));
    }
}
