using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Security;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Edits;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.People;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>All users, or all groups. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class PeoplePage
{
    private Paged<UserItem>? userPage;
    private Paged<GroupItem>? groupPage;
    private string users = "";
    private string groups = "";

    [Inject]
    public required PeopleQueries People { get; set; }

    [Inject]
    public required GroupQueries Groups { get; set; }

    [Inject]
    public required Permitted<PeopleEdits> Edits { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private PeopleFilter Filter => Address.Filter;

    private PeopleFilter Cleared => new() { Sort = Filter.Sort, Descending = Filter.Descending };

    private int? Total => Address.ShowsGroups ? groupPage?.Total : userPage?.Total;

    private string TotalWords => (Total, Address.ShowsGroups) switch
    {
        (null, _) => "",
        (1, true) => PeopleTexts.N1Group,
        (1, false) => PeopleTexts.N1User,
        ({ } total, var isGroups) => $"{Words.Number(total)} {(isGroups ? "groups" : "users")}",
    };

    private string SearchHint => Address.ShowsGroups ? PeopleTexts.Name : PeopleTexts.NameOrUserName;

    private string Empty => (Filter.IsFiltered, Address.ShowsGroups) switch
    {
        (true, true) => PeopleTexts.NoGroupMatches,
        (true, false) => PeopleTexts.NoUserMatches,
        (_, true) => PeopleTexts.ThereIsNoGroupYetMakeThe,
        _ => PeopleTexts.ThereIsNoUserYetTheyCome,
    };

    private string? ActiveWord => ListQuery.Word(Filter.IsActive);

    private IEnumerable<FilterChoice> ActiveChoices =>
    [
        new(PeopleTexts.Active, HrefOf(Filter with { IsActive = true }), Filter.IsActive == true),
        new(PeopleTexts.Inactive, HrefOf(Filter with { IsActive = false }), Filter.IsActive == false),
    ];

    protected override string Path => Links.People;

    protected override PeopleListAddress AddressOf(string query) => PeopleListAddress.Of(query);

    protected override async Task<Action> ReadAsync(PeopleListAddress address, CancellationToken cancellation)
    {
        var ofUsers = address.ShowsGroups ? null : await People.ListAsync(address.Filter, address.Window, cancellation);
        var ofGroups = address.ShowsGroups ? await Groups.ListAsync(address.Filter, address.Window, cancellation) : null;
        var (allUsers, allGroups) = (await People.CountAsync(cancellation), await Groups.CountAsync(cancellation));
        return () => (userPage, groupPage, users, groups) = (ofUsers, ofGroups, Words.Number(allUsers), Words.Number(allGroups));
    }

    private string Pressed(bool groups) => groups == Address.ShowsGroups ? "true" : "false";

    private string HrefOf(PeopleFilter filter) => Address.With(filter).Href;

    private void Show(bool isGroups) => Go(Address.Show(isGroups).Href);

    private void Search(string text) => Go(HrefOf(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Go((Address with { Page = to }).Href);

    private void Resize(int size) => Go((Address with { Page = 1, Size = size }).Href);

    private async Task NewUserAsync()
    {
        var dialog = await Dialogs.ShowAsync<NewUserDialog>(PeopleTexts.NewUser, Look.SmallDialog);
        if (await dialog.Result is { Data: string id })
            Navigation.NavigateTo(Links.Person(id));
    }

    private async Task NewGroupAsync()
    {
        var made = await NewNameDialog.ShowAsync(
            Dialogs, "group", PeopleTexts.ANewGroupHasNoMemberAnd, name => Edits.RunAsync((edits, by) => edits.CreateGroupAsync(by, name)));
        if (made is { } id)
            Navigation.NavigateTo(Links.Group(id));
    }
}
