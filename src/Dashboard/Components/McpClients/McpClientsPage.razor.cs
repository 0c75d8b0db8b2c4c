using Gatehouse.Dashboard.Addresses;
using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.McpClients;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>All MCP clients. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class McpClientsPage
{
    private Paged<McpClientItem>? page;

    [Inject]
    public required McpClientQueries Clients { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private McpClientFilter Filter => Address.Filter;

    private ClientListAddress Cleared => Address.With(new McpClientFilter { Sort = Filter.Sort, Descending = Filter.Descending });

    private string ListQuery => Address.Query.Length == 0 ? "all" : Address.Query;

    private string TotalWords => page is null ? "" : page.Total == 1 ? McpClientTexts.N1Client : McpClientTexts.XClients.With(Words.Number(page.Total));

    private string Empty => Filter.IsFiltered ? McpClientTexts.NoMcpClientMatches : McpClientTexts.ThereIsNoMcpClientYetCreate;

    private static IEnumerable<string> Skeleton => Enumerable.Range(0, 8).Select(row => $"width: {35 + (row * 17 % 40)}%");

    protected override string Path => Links.McpClients;

    protected override ClientListAddress AddressOf(string query) => ClientListAddress.Of(query);

    protected override async Task<Action> ReadAsync(ClientListAddress address, CancellationToken cancellation)
    {
        var read = await Clients.ListAsync(address.Filter, address.Window, cancellation);
        return () =>
        {
            page = read;
            if (read.Items.Count == 0 && read.Total > 0)
                Turn(((read.Total - 1) / ClientListAddress.Size) + 1);
        };
    }

    private string? DirectionOf(McpClientSort sort) => Filter.Sort != sort ? null : Filter.Descending ? "descending" : "ascending";

    private void Search(string text) => Go(Address.With(Filter with { Search = text }).Href, replace: true);

    private void Turn(int to) => Go((Address with { Page = to }).Href);

    private async Task New()
    {
        var dialog = await Dialogs.ShowAsync<NewClientDialog>(McpClientTexts.NewMcpClient, Look.SmallDialog);
        if (await dialog.Result is { Data: string id })
            Navigation.NavigateTo(Links.McpClient(id, "settings"));
    }
}
