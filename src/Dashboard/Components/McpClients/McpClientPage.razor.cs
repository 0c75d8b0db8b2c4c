using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>One MCP client: head and tabs. The open tab and the list one came from are in the URL.</summary>
public sealed partial class McpClientPage
{
    [Inject]
    public required McpClientQueries Clients { get; set; }

    protected override IEnumerable<(string Id, string Name, string? Count)> Tabs =>
    [
        ("sharing", McpClientTexts.Sharing, null), ("credentials", McpClientTexts.Credentials, Words.Number(Detail!.Credentials.Total)),
        ("settings", McpClientTexts.Settings, null), ("history", McpClientTexts.History, null),
    ];

    private string TitleWords => Detail is null ? McpClientTexts.McpClientGatehouse : $"{Detail.Name} · Gatehouse";

    private ClientListAddress ListAddress => ClientListAddress.Of(ListQuery);

    private string ListHref => ListAddress.Href;

    private ChangeFilter History => new() { McpClientId = Id };

    private string ToolWords => Detail!.Tools.Count switch { 0 => McpClientTexts.ToolsNotKnownYet, 1 => McpClientTexts.N1Tool, var count => McpClientTexts.XTools.With(Words.Number(count)) };

    protected override Task<McpClientDetail?> ReadAsync(string id) => Clients.DetailAsync(id);

    protected override Task<Neighbours> PlaceAsync(string id) => Clients.NeighboursAsync(id, ListAddress.Filter);

    protected override string HrefOf(string id, string? tab) => Links.McpClient(id, tab, List);
}
