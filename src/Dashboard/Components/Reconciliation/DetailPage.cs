using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>
/// The page of one object of a list: head and tabs, read again after every commit. The open tab and the list one came from are in the URL.
/// </summary>
/// <typeparam name="T">What its head says.</typeparam>
public abstract class DetailPage<T> : RereadingComponent where T : class
{
    private Neighbours? place;
    private (string Id, string? List) loaded;

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? TabName { get; set; }

    /// <summary>Query of the list one came from; "all" for the list as it opens; null: not from a list.</summary>
    [SupplyParameterFromQuery(Name = "list")]
    public string? List { get; set; }

    /// <summary>What was read; null: not yet, or there is none.</summary>
    protected T? Detail { get; private set; }

    protected bool IsMissing { get; private set; }

    /// <summary>The tabs with their counts; the first is open where the URL names none.</summary>
    protected abstract IEnumerable<(string Id, string Name, string? Count)> Tabs { get; }

    /// <summary>The open tab.</summary>
    protected string Tab => Tabs.Any(tab => tab.Id == TabName) ? TabName! : Tabs.First().Id;

    /// <summary>The query of the list one came from, as its address reads it.</summary>
    protected string ListQuery => List is null or "all" ? "" : List;

    protected string? Position => place is { Position: > 0 } ? $"{Words.Number(place.Position)} of {Words.Number(place.Total)}" : null;

    protected string? PreviousHref => Neighbour(place?.Previous);

    protected string? NextHref => Neighbour(place?.Next);

    protected abstract Task<T?> ReadAsync(string id);

    protected abstract Task<Neighbours> PlaceAsync(string id);

    /// <summary>The page of one object, with a tab open and the list one came from.</summary>
    protected abstract string HrefOf(string id, string? tab);

    protected override async Task OnParametersSetAsync()
    {
        Id = SegmentIds.Id(Id);
        if (loaded == (Id, List))
            return;
        loaded = (Id, List);
        await LoadAsync();
    }

    protected override Task LoadAsync()
    {
        var (id, list) = (Id, List);
        return Loading.ReadAsync(() => ReadAsync(id, list), found => (Detail, place, IsMissing) = (found.Detail, found.Place, found.Detail is null));
    }

    private async Task<(T? Detail, Neighbours? Place)> ReadAsync(string id, string? list)
    {
        var read = await ReadAsync(id);
        return (read, list is null || read is null ? null : await PlaceAsync(id));
    }

    protected string TabHref(string tab) => HrefOf(Id, tab == Tabs.First().Id ? null : tab);

    protected string? Current(string tab) => tab == Tab ? "page" : null;

    private string? Neighbour(string? id) => id is null ? null : HrefOf(id, TabName);
}
