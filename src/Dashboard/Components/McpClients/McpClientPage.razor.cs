using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Components.Reconciliation;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>One MCP client: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class McpClientPage : IDisposable
{
    private static readonly string[] TabIds = ["sharing", "credentials", "settings", "history"];
    private McpClientDetail? client;
    private Neighbours? neighbours;
    private bool isMissing;
    private string? failure;
    private (string Id, string? List) loaded;

    [Inject]
    public required McpClientQueries Clients { get; set; }

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
        ("sharing", "Sharing", null), ("credentials", "Credentials", Words.Number(client!.Credentials.Total)),
        ("settings", "Settings", null), ("history", "History", null),
    ];

    private string TitleWords => client is null ? "MCP client · Gatehouse" : $"{client.Name} · Gatehouse";

    private ClientListAddress ListAddress => ClientListAddress.Of(List is null or "all" ? "" : List);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { McpClientId = Id };

    private string? Position => neighbours is { Position: > 0 } place ? $"{Words.Number(place.Position)} of {Words.Number(place.Total)}" : null;

    private string ToolWords => client!.Tools.Count switch { 0 => "Tools not known yet", 1 => "1 tool", var count => $"{Words.Number(count)} tools" };

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
            var read = await Task.Run(() => Clients.DetailAsync(id));
            var place = list is null || read is null ? null : await Task.Run(() => Clients.NeighboursAsync(id, ListAddress.Filter));
            (client, neighbours, isMissing) = (read, place, read is null);
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

    private string TabHref(string tab) => Links.McpClient(Id, tab == TabIds[0] ? null : tab, List);

    private string? Current(string tab) => tab == Tab ? "page" : null;

    private string? Neighbour(string? id) => id is null ? null : Links.McpClient(id, TabName, List);
}
