using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.History;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>The record of changes. Its state is the URL.</summary>
public sealed partial class ChangesPage : IDisposable
{
    private ChangeListAddress address = new(new ChangeFilter());
    private Paged<ChangeItem>? page;
    private IReadOnlyList<string> actors = [];
    private string? failure;

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private ChangeFilter Filter => address.Filter;

    private string Total => page is null ? "" : page.Total == 1 ? "1 change" : $"{Words.Number(page.Total)} changes";

    private string Empty => Filter.IsFiltered ? "No change matches. Clear the search or the filters." : "Nothing was committed yet. A change appears here with every commit.";

    private string? OriginWord => Filter.Origin is { } origin ? Words.Of(origin) : null;

    private string? EditWord => Filter.EditKind is { } kind ? Words.Of(kind) : null;

    private IEnumerable<FilterChoice> Actors => actors.Select(actor => new FilterChoice(actor, HrefOf(Filter with { Actor = actor }), actor == Filter.Actor));

    private IEnumerable<FilterChoice> Origins => Enum.GetValues<ChangeOrigin>()
        .Select(origin => new FilterChoice(Words.Of(origin), HrefOf(Filter with { Origin = origin }), origin == Filter.Origin));

    private IEnumerable<FilterChoice> Edits => Enum.GetValues<EditKind>()
        .Select(kind => new FilterChoice(Words.Of(kind), HrefOf(Filter with { EditKind = kind }), kind == Filter.EditKind)).OrderBy(choice => choice.Text);

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        address = ChangeListAddress.Of(new Uri(Navigation.Uri).Query);
        return LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (!Links.IsSamePage(location.Location, Links.Changes))
            return;
        address = ChangeListAddress.Of(new Uri(location.Location).Query);
        _ = InvokeAsync(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            var asked = address;
            var read = await Task.Run(() => Changes.ListAsync(asked.Filter, new Window((asked.Page - 1) * Window.Default)));
            if (asked != address)
                return;
            page = read;
            actors = await Task.Run(() => Changes.ActorsAsync());
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private void Find(string text) => Navigation.NavigateTo(HrefOf(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Navigation.NavigateTo((address with { Page = to }).Href);

    private string HrefOf(ChangeFilter to) => address.With(to).Href;
}
