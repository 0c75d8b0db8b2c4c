using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Components.Reconciliation;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>One access profile: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class ProfilePage : IDisposable
{
    private static readonly string[] TabIds = ["content", "given", "history", "settings"];
    private ProfileDetail? profile;
    private Neighbours? neighbours;
    private bool isMissing;
    private string? failure;
    private (string Id, string? List) loaded;

    [Inject]
    public required ProfileQueries Profiles { get; set; }

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
        ("content", "Content", Words.Number(profile!.Clients)), ("given", "Given to", Words.Number(profile.Given.Total)),
        ("history", "History", null), ("settings", "Settings", null),
    ];

    private string TitleWords => profile is null ? "Access profile · Gatehouse" : $"{profile.Name} · Gatehouse";

    private ProfileListAddress ListAddress => ProfileListAddress.Of(List is null or "all" ? "" : List);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { ProfileId = Id };

    private string? Position => neighbours is { Position: > 0 } place ? $"{Words.Number(place.Position)} of {Words.Number(place.Total)}" : null;

    private string GrantWords => profile!.Clients == 0 ? "Names no MCP client" : $"Names {PlanWords.Count(profile.Clients, "MCP client", "MCP clients")}";

    private string GivenWords => profile!.Given.Total == 0 ? "Given to nobody" : $"Given to {ProfileWords.Given(profile.Given)}";

    private string ReachWords => $"Reaches {PlanWords.Count(profile!.Reached, "virtual key", "virtual keys")}";

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
            var read = await Task.Run(() => Profiles.DetailAsync(id));
            var place = list is null || read is null ? null : await Task.Run(() => Profiles.NeighboursAsync(id, ListAddress.Filter));
            (profile, neighbours, isMissing) = (read, place, read is null);
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

    private string TabHref(string tab) => Links.AccessProfile(Id, tab == TabIds[0] ? null : tab, List);

    private string? Current(string tab) => tab == Tab ? "page" : null;

    private string? Neighbour(string? id) => id is null ? null : Links.AccessProfile(id, TabName, List);
}
