using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Security;
using Gatehouse.Data.Directory;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>All users, or all groups. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class PeoplePage : IDisposable
{
    private Paged<UserItem>? userPage;
    private Paged<GroupItem>? groupPage;
    private string users = "";
    private string groups = "";
    private string? failure;
    private int asked;

    [Inject]
    public required PeopleQueries People { get; set; }

    [Inject]
    public required GroupQueries Groups { get; set; }

    [Inject]
    public required Permitted<PeopleEdits> Edits { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private PeopleListAddress Address { get; set; } = new(new PeopleFilter());

    private PeopleFilter Filter => Address.Filter;

    private PeopleFilter Cleared => new() { Sort = Filter.Sort, Descending = Filter.Descending };

    private int? Total => Address.ShowsGroups ? groupPage?.Total : userPage?.Total;

    private string TotalWords => (Total, Address.ShowsGroups) switch
    {
        (null, _) => "",
        (1, true) => "1 group",
        (1, false) => "1 user",
        ({ } total, var isGroups) => $"{Words.Number(total)} {(isGroups ? "groups" : "users")}",
    };

    private string SearchHint => Address.ShowsGroups ? "Name" : "Name or user name";

    private string Empty => (Filter.IsFiltered, Address.ShowsGroups) switch
    {
        (true, true) => "No group matches.",
        (true, false) => "No user matches.",
        (_, true) => "There is no group yet. Make the first one with New group.",
        _ => "There is no user yet. They come in with an import; or make one with New user.",
    };

    private string? ActiveWord => ListQuery.Word(Filter.IsActive);

    private IEnumerable<FilterChoice> ActiveChoices =>
    [
        new("Active", HrefOf(Filter with { IsActive = true }), Filter.IsActive == true),
        new("Inactive", HrefOf(Filter with { IsActive = false }), Filter.IsActive == false),
    ];

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Address = PeopleListAddress.Of(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (!Links.IsSamePage(location.Location, Links.People))
            return;
        Address = PeopleListAddress.Of(new Uri(location.Location).Query);
        _ = InvokeAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        failure = null;
        var mine = ++asked;
        try
        {
            var address = Address;
            var (of, found, counts) = await Task.Run(async () => (
                address.ShowsGroups ? null : await People.ListAsync(address.Filter, address.Window),
                address.ShowsGroups ? await Groups.ListAsync(address.Filter, address.Window) : null,
                (await People.CountAsync(), await Groups.CountAsync())));
            if (mine != asked)
                return;
            (userPage, groupPage, users, groups) = (of, found, Words.Number(counts.Item1), Words.Number(counts.Item2));
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        StateHasChanged();
    }

    private string Pressed(bool groups) => groups == Address.ShowsGroups ? "true" : "false";

    private string HrefOf(PeopleFilter filter) => Address.With(filter).Href;

    private void Show(bool isGroups) => Navigation.NavigateTo(Address.Show(isGroups).Href);

    private void Search(string text) => Navigation.NavigateTo(HrefOf(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Navigation.NavigateTo((Address with { Page = to }).Href);

    private void Resize(int size) => Navigation.NavigateTo((Address with { Page = 1, Size = size }).Href);

    private async Task NewUserAsync()
    {
        var dialog = await Dialogs.ShowAsync<NewUserDialog>("New user", Look.SmallDialog);
        if (await dialog.Result is { Data: string id })
            Navigation.NavigateTo(Links.Person(id));
    }

    private async Task NewGroupAsync()
    {
        var made = await NewNameDialog.ShowAsync(
            Dialogs, "group", "A new group has no member and owns no key: no credential moves. Members are added on its page, with the impact beside it.", name => Edits.RunAsync(edits => edits.CreateGroupAsync(name)));
        if (made is { } id)
            Navigation.NavigateTo(Links.Group(id));
    }
}
