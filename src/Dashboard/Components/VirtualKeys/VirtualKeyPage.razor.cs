using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Components.Reconciliation;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>One virtual key: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class VirtualKeyPage : IDisposable
{
    private static readonly string[] TabIds = ["allowlist", "credentials", "history", "settings"];
    private VirtualKeyDetail? key;
    private Neighbours? neighbours;
    private bool isMissing;
    private string? failure;
    private (string Id, string? List) loaded;

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

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

    private string Tab => TabIds.Contains(TabName) ? TabName! : TabIds[0];

    private IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("allowlist", "Allowlist", null), ("credentials", "Credentials", Words.Number(key!.Credentials.Total)),
        ("history", "History", null), ("settings", "Settings", null),
    ];

    private string TitleWords => key is null ? "Virtual key · Gatehouse" : $"{key.Name} · Gatehouse";

    private KeyListAddress ListAddress => KeyListAddress.Of(List is null or "all" ? "" : List);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { VirtualKeyId = Id };

    private string? Position => neighbours is { Position: > 0 } place ? $"{Words.Number(place.Position)} of {Words.Number(place.Total)}" : null;

    private string Prefix => key!.Prefix is null ? "" : key.Prefix + "…";

    private string OwnerLead => key!.Owner is { IsGroup: true } ? "Team " : "Owner ";

    private string OwnerName => key!.Owner?.Name ?? "nobody";

    private string? OwnerHref => key!.Owner is { } owner ? owner.IsGroup ? Links.Group(owner.Id) : Links.Person(owner.Id) : null;

    private IEnumerable<string> Facts
    {
        get
        {
            if (key!.Owner is { IsGroup: true })
                yield return key.People == 1 ? "1 person" : $"{Words.Number(key.People)} people";
            yield return key.ExpiresAt is { } at ? $"Expires {Words.Day(at)}" : "Does not expire";
        }
    }

    public void Dispose() => Session.Committed -= CommittedAsync;

    protected override void OnInitialized() => Session.Committed += CommittedAsync;

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Id, List))
            return;
        loaded = (Id, List);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            var (id, list) = (Id, List);
            var read = await Task.Run(() => Keys.DetailAsync(id));
            var place = list is null || read is null ? null : await Task.Run(() => Keys.NeighboursAsync(id, ListAddress.Filter));
            (key, neighbours, isMissing) = (read, place, read is null);
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private string TabHref(string tab) => Links.VirtualKey(Id, tab == TabIds[0] ? null : tab, List);

    private string? Current(string tab) => tab == Tab ? "page" : null;

    private string? Neighbour(string? id) => id is null ? null : Links.VirtualKey(id, TabName, List);
}
