using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Assign;

/// <summary>The first step: keys, users and groups by search, everything a filter lets through, or rows of a file.</summary>
public sealed partial class WhoStep
{
    private const int Shown = 8;
    private const int ShownChips = 24;
    private Paged<KeyChoice> keys = new([], 0);
    private IReadOnlyList<OwnerName> owners = [];
    private string search = "";

    [Inject]
    public required AssignSession Session { get; set; }

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>Query of the list whose keys are meant.</summary>
    [Parameter]
    public string? Filter { get; set; }

    /// <summary>How many keys it lets through.</summary>
    [Parameter]
    public int? Filtered { get; set; }

    [Parameter]
    public EventCallback OnPicked { get; set; }

    private bool IsPicked => Session.Source is null && (Filter is not null || Session.Keys.Count + Session.Owners.Count > 0);

    private string? FilterWords => Filter is { } query && Filtered is { } count ? AssignWords.Filter(AssignPage.FilterOf(query), count) : null;

    private string NothingFound => search.Trim().Length > 0 ? AssignTexts.NobodyMatches : AssignTexts.NoKeyYet;

    private string More => keys.Total > keys.Items.Count ? AssignWords.Say(AssignTexts.MoreFound, keys.Total - keys.Items.Count) : "";

    private string AllWords => search.Trim().Length == 0 ? AssignWords.Say(AssignTexts.AllKeys, keys.Total) : AssignWords.Say(AssignTexts.AllMatching, keys.Total);

    private string AllHref => Links.AssignAt("who", search.Trim().Length == 0 ? "all" : Links.With("", ("q", search.Trim())).TrimStart('?'));

    private IEnumerable<KeyChoice> ShownKeys => Session.Keys.Take(ShownChips);

    private string MoreKeys => AssignWords.Say(AssignTexts.AndMore, Session.Keys.Count - ShownChips);

    private string BarWords => Session.Source is not null ? AssignWords.Say(AssignTexts.AreChecked, AssignWords.Who(Session, null, false))
        : IsPicked ? AssignWords.Say(AssignTexts.ArePicked, AssignWords.Who(Session, Filtered, Filter is "all")) : AssignTexts.PickSomebody;

    protected override Task OnInitializedAsync() => FindAsync();

    private static string KindOf(OwnerName owner) => owner.IsGroup ? AssignTexts.Group : AssignTexts.User;

    private static string OwnerOf(KeyChoice key) => key.Owner?.Name ?? AssignTexts.Unowned;

    private static string ChipOf(OwnerName owner) => $"{KindOf(owner)} {owner.Name}";

    private static string TakeOut(string name) => AssignWords.Say(AssignTexts.TakeOut, name);

    private Task TypeAsync(string text)
    {
        search = text;
        return FindAsync();
    }

    private async Task FindAsync()
    {
        var text = search;
        await Loading.ReadAsync(
            async () => (await Choices.KeysAsync(text, Shown), text.Trim().Length == 0 ? [] : await Choices.OwnersAsync(text, Shown / 2)), found => (keys, owners) = found);
    }

    private Task PickAsync(KeyChoice key, ChangeEventArgs change)
    {
        Session.Pick(key, change.Value is true);
        return OnPicked.InvokeAsync();
    }

    private Task PickAsync(OwnerName owner, ChangeEventArgs change)
    {
        Session.Pick(owner, change.Value is true);
        return OnPicked.InvokeAsync();
    }

    private Task TakeOutAsync(KeyChoice key)
    {
        Session.Pick(key, false);
        return OnPicked.InvokeAsync();
    }

    private Task TakeOutAsync(OwnerName owner)
    {
        Session.Pick(owner, false);
        return OnPicked.InvokeAsync();
    }

    private string NextWords => Session.Source is null ? AssignTexts.NextWhat : AssignTexts.NextReview;

    private void Next() => Navigation.NavigateTo(Session.Source is null ? Links.AssignAt("what", Filter) : Links.AssignAt("review"));

    private Task ClearAsync()
    {
        Session.Clear();
        Navigation.NavigateTo(Links.Assign);
        return OnPicked.InvokeAsync();
    }
}
