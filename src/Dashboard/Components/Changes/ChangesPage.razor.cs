using System.Globalization;
using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>The record of changes. Its state is the URL.</summary>
public sealed partial class ChangesPage
{
    private ChangeFilter filter = new();
    private Paged<ChangeItem>? page;
    private IReadOnlyList<string> actors = [];
    private int number = 1;
    private string? failure;

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "who")]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? Origin { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    private string Total => page is null ? "" : page.Total == 1 ? "1 change" : $"{Words.Number(page.Total)} changes";

    private string Empty => filter.IsFiltered ? "No change matches. Clear the search or the filters." : "Nothing was committed yet. A change appears here with every commit.";

    private string? OriginWord => filter.Origin is { } origin ? Words.Of(origin) : null;

    private IEnumerable<FilterChoice> Actors => actors.Select(actor => new FilterChoice(actor, Href(filter with { Actor = actor }, 1), actor == filter.Actor));

    private IEnumerable<FilterChoice> Origins => Enum.GetValues<ChangeOrigin>()
        .Select(origin => new FilterChoice(Words.Of(origin), Href(filter with { Origin = origin }, 1), origin == filter.Origin));

    protected override Task OnParametersSetAsync()
    {
        filter = new ChangeFilter
        {
            Search = Search,
            Actor = string.IsNullOrEmpty(Actor) ? null : Actor,
            Origin = Enum.TryParse<ChangeOrigin>(Origin, ignoreCase: true, out var origin) && Enum.IsDefined(origin) ? origin : null,
        };
        number = Math.Clamp(Number ?? 1, 1, 1_000_000);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            var asked = filter;
            var read = await Task.Run(() => Changes.ListAsync(asked, new Window((number - 1) * Window.Default)));
            if (asked != filter)
                return;
            page = read;
            actors = await Task.Run(() => Changes.ActorsAsync());
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private void Find(string text) => Navigation.NavigateTo(Href(filter with { Search = text }, 1), replace: true);

    private void Turn(int to) => Navigation.NavigateTo(Href(filter, to));

    private static string Href(ChangeFilter filter, int page) => Links.With(Links.Changes,
        ("q", filter.Search), ("who", filter.Actor), ("from", filter.Origin?.ToString().ToLowerInvariant()),
        ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));
}
