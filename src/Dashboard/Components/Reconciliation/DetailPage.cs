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
public abstract class DetailPage<T> : ComponentBase, IDisposable where T : class
{
    private Neighbours? place;
    private (string Id, string? List) loaded;

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

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

    protected string? Failure { get; private set; }

    /// <summary>The tabs with their counts; the first is open where the URL names none.</summary>
    protected abstract IEnumerable<(string Id, string Name, string? Count)> Tabs { get; }

    /// <summary>The open tab.</summary>
    protected string Tab => Tabs.Any(tab => tab.Id == TabName) ? TabName! : Tabs.First().Id;

    /// <summary>The query of the list one came from, as its address reads it.</summary>
    protected string ListQuery => List is null or "all" ? "" : List;

    protected string? Position => place is { Position: > 0 } ? $"{Words.Number(place.Position)} of {Words.Number(place.Total)}" : null;

    protected string? PreviousHref => Neighbour(place?.Previous);

    protected string? NextHref => Neighbour(place?.Next);

    public void Dispose()
    {
        Session.Committed -= CommittedAsync;
        GC.SuppressFinalize(this);
    }

    protected abstract Task<T?> ReadAsync(string id);

    protected abstract Task<Neighbours> PlaceAsync(string id);

    /// <summary>The page of one object, with a tab open and the list one came from.</summary>
    protected abstract string HrefOf(string id, string? tab);

    protected override void OnInitialized() => Session.Committed += CommittedAsync;

    protected override async Task OnParametersSetAsync()
    {
        Id = SegmentIds.Id(Id);
        if (loaded == (Id, List))
            return;
        loaded = (Id, List);
        await LoadAsync();
    }

    protected async Task LoadAsync()
    {
        Failure = null;
        try
        {
            var (id, list) = (Id, List);
            var read = await Task.Run(() => ReadAsync(id));
            var at = list is null || read is null ? null : await Task.Run(() => PlaceAsync(id));
            (Detail, place, IsMissing) = (read, at, read is null);
        }
        catch (Exception error)
        {
            Failure = Failures.Report(error);
        }
    }

    protected string TabHref(string tab) => HrefOf(Id, tab == Tabs.First().Id ? null : tab);

    protected string? Current(string tab) => tab == Tab ? "page" : null;

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private string? Neighbour(string? id) => id is null ? null : HrefOf(id, TabName);
}
