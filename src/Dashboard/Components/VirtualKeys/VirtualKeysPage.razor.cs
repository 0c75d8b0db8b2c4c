using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>All virtual keys. Its state is the URL: a link or F5 lands in the same place.</summary>
public sealed partial class VirtualKeysPage : IDisposable
{
    private readonly KeySelection selection = new();
    private IReadOnlyList<ClientName> clients = [];
    private OwnerName? owner;
    private Paged<VirtualKeyItem>? page;
    private string? failure;
    private bool isLoading;
    private CancellationTokenSource loading = new();

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Inject]
    public required ChoiceQueries Choices { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    private KeyListAddress Address { get; set; } = new(new VirtualKeyFilter());

    private KeyListAddress Cleared => Address.With(new VirtualKeyFilter { Sort = Address.Filter.Sort, Descending = Address.Filter.Descending });

    private string Busy => isLoading && page is not null ? "busy" : "";

    private string BusyWord => isLoading ? "true" : "false";

    private string TotalWords => page is null ? "" : page.Total == 1 ? "1 key" : $"{Words.Number(page.Total)} keys";

    private string Empty => Address.Filter.IsFiltered ? "No virtual key matches." : "There is no virtual key yet. Create the first one with New virtual key.";

    private static IEnumerable<string> Skeleton => Enumerable.Range(0, 8).Select(row => $"width: {35 + (row * 17 % 40)}%");

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        loading.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Address = KeyListAddress.Of(new Uri(Navigation.Uri).Query);
        await LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (new Uri(location.Location).AbsolutePath != Links.VirtualKeys)
            return;
        var before = Address.Filter;
        Address = KeyListAddress.Of(new Uri(location.Location).Query);
        // Everything the filter lets through was meant: under another filter that is something else.
        if (Address.Filter != before with { Sort = Address.Filter.Sort, Descending = Address.Filter.Descending })
            selection.NotAll();
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
            var (read, names, of) = await Task.Run(async () => (
                await Keys.ListAsync(address.Filter, address.Window, cancellation),
                await Choices.ClientsAsync(cancellation),
                address.Filter.Owner is { } id ? await Choices.OwnerAsync(id, cancellation) : null), cancellation);
            if (cancellation.IsCancellationRequested)
                return;
            (page, clients, owner, isLoading) = (read, names, of, false);
            if (read.Items.Count == 0 && read.Total > 0)
                await Turn(((read.Total - 1) / address.Size) + 1);
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

    private bool IsPagePicked => page is { Items.Count: > 0 } && page.Items.All(key => selection.Has(key.Id));

    private void Pick((VirtualKeyItem Key, bool IsPicked) pick) => selection.Pick(pick.Key, pick.IsPicked);

    private void PickPage(ChangeEventArgs change)
    {
        foreach (var key in page?.Items ?? [])
            selection.Pick(key, change.Value is true);
    }

    private string? DirectionOf(VirtualKeySort sort) => Address.Filter.Sort != sort ? null : Address.Filter.Descending ? "descending" : "ascending";

    private string HrefOf(string id) => Links.VirtualKey(id, null, Address.Query.Length == 0 ? "all" : Address.Query);

    private void Search(string text) => Go(Address.With(Address.Filter with { Search = text }), replace: true);

    private Task Turn(int to)
    {
        Go(Address with { Page = to });
        return Task.CompletedTask;
    }

    private void Resize(int size) => Go(Address with { Page = 1, Size = size });

    private void Go(KeyListAddress to, bool replace = false) => Navigation.NavigateTo(to.Href, replace: replace);

    private async Task New()
    {
        var dialog = await Dialogs.ShowAsync<NewKeyDialog>("New virtual key", Look.SmallDialog);
        if (await dialog.Result is { Data: string id })
            Navigation.NavigateTo(Links.VirtualKey(id));
    }
}
