using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>All MCP clients. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class McpClientsPage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private Paged<McpClientItem>? page;
    private string? failure;
    private int asked;
    private CancellationTokenSource typing = new();

    [Inject]
    public required McpClientQueries Clients { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private ClientListAddress Address { get; set; } = new(new McpClientFilter());

    private McpClientFilter Filter => Address.Filter;

    private McpClientFilter Cleared => new() { Descending = Filter.Descending };

    private string ListQuery => Address.Query.Length == 0 ? "all" : Address.Query;

    private string TotalWords => page is null ? "" : page.Total == 1 ? "1 client" : $"{Words.Number(page.Total)} clients";

    private string Empty => Filter.IsFiltered ? "No MCP client matches." : "There is no MCP client yet. They come in with an import.";

    private string? AuthWord => Filter.AuthType is { } auth ? Words.Brief(auth) : null;

    private string? SharedWord => Filter.AllKeys switch { true => "all keys", false => "some keys", null => null };

    private IEnumerable<FilterChoice> AuthTypes => Enum.GetValues<AuthType>()
        .Select(auth => new FilterChoice(Words.Brief(auth), HrefOf(Filter with { AuthType = auth }), Filter.AuthType == auth));

    private IEnumerable<FilterChoice> SharedWith =>
    [
        new("All virtual keys", HrefOf(Filter with { AllKeys = true }), Filter.AllKeys == true),
        new("Some virtual keys", HrefOf(Filter with { AllKeys = false }), Filter.AllKeys == false),
    ];

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        typing.Cancel();
        typing.Dispose();
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
        failure = null;
        var mine = ++asked;
        try
        {
            var address = Address;
            var read = await Task.Run(() => Clients.ListAsync(address.Filter, address.Window));
            if (mine == asked)
                page = read;
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
        StateHasChanged();
    }

    private string HrefOf(McpClientFilter filter) => Address.With(filter).Href;

    private void Turn(int to) => Navigation.NavigateTo((Address with { Page = to }).Href);

    private async Task TypeAsync(ChangeEventArgs input)
    {
        await typing.CancelAsync();
        typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, Clock, typing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        Navigation.NavigateTo(HrefOf(Filter with { Search = input.Value?.ToString() }), replace: true);
    }
}
