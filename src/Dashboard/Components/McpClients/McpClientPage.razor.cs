using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>One MCP client: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class McpClientPage
{
    [Inject]
    public required McpClientQueries Clients { get; set; }

    protected override IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("sharing", "Sharing", null), ("credentials", "Credentials", Words.Number(Detail!.Credentials.Total)),
        ("settings", "Settings", null), ("history", "History", null),
    ];

    private string TitleWords => Detail is null ? "MCP client · Gatehouse" : $"{Detail.Name} · Gatehouse";

    private ClientListAddress ListAddress => ClientListAddress.Of(ListQuery);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { McpClientId = Id };

    private string ToolWords => Detail!.Tools.Count switch { 0 => "Tools not known yet", 1 => "1 tool", var count => $"{Words.Number(count)} tools" };

    protected override Task<McpClientDetail?> ReadAsync(string id) => Clients.DetailAsync(id);

    protected override Task<Neighbours> PlaceAsync(string id) => Clients.NeighboursAsync(id, ListAddress.Filter);

    protected override string HrefOf(string id, string? tab) => Links.McpClient(id, tab, List);
}
