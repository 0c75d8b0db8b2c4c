using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>All MCP clients. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class McpClientsPage : IDisposable
{
    private Paged<McpClientItem>? page;
    private string? failure;
    private bool isLoading;
    private CancellationTokenSource loading = new();

    [Inject]
    public required McpClientQueries Clients { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private ClientListAddress Address { get; set; } = new(new McpClientFilter());

    private McpClientFilter Filter => Address.Filter;

    private ClientListAddress Cleared => Address.With(new McpClientFilter { Sort = Filter.Sort, Descending = Filter.Descending });

    private string ListQuery => Address.Query.Length == 0 ? "all" : Address.Query;

    private string Busy => isLoading && page is not null ? "busy" : "";

    private string BusyWord => isLoading ? "true" : "false";

    private string TotalWords => page is null ? "" : page.Total == 1 ? "1 client" : $"{Words.Number(page.Total)} clients";

    private string Empty => Filter.IsFiltered ? "No MCP client matches." : "There is no MCP client yet. Create the first one with New MCP client, or import a snapshot.";

    private static IEnumerable<string> Skeleton => Enumerable.Range(0, 8).Select(row => $"width: {35 + (row * 17 % 40)}%");

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        loading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Address = ClientListAddress.Of(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (new Uri(location.Location).AbsolutePath != Links.McpClients)
            return;
        Address = ClientListAddress.Of(new Uri(location.Location).Query);
        _ = InvokeAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        await loading.CancelAsync();
        loading = new CancellationTokenSource();
        var cancellation = loading.Token;
        (isLoading, failure) = (true, null);
        StateHasChanged();
        try
        {
            var address = Address;
            var read = await Task.Run(() => Clients.ListAsync(address.Filter, address.Window, cancellation), cancellation);
            if (cancellation.IsCancellationRequested)
                return;
            (page, isLoading) = (read, false);
            if (read.Items.Count == 0 && read.Total > 0)
                Turn(((read.Total - 1) / ClientListAddress.Size) + 1);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            (failure, isLoading) = (Failures.Report(error), false);
        }
        StateHasChanged();
    }

    private string? DirectionOf(McpClientSort sort) => Filter.Sort != sort ? null : Filter.Descending ? "descending" : "ascending";

    private void Search(string text) => Go(Address.With(Filter with { Search = text }), replace: true);

    private void Turn(int to) => Go(Address with { Page = to });

    private void Go(ClientListAddress to, bool replace = false) => Navigation.NavigateTo(to.Href, replace: replace);

    private async Task New()
    {
        var dialog = await Dialogs.ShowAsync<NewClientDialog>("New MCP client", Look.SmallDialog);
        if (await dialog.Result is { Data: string id })
            Navigation.NavigateTo(Links.McpClient(id, "settings"));
    }
}
