using Gatehouse.Dashboard.Addresses;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>
/// The page of a list. Its state is the URL: a link or F5 lands in the same place. What was asked for last is what is shown.
/// </summary>
/// <typeparam name="TAddress">The state of the list, read from the query of its URL.</typeparam>
public abstract class ListPage<TAddress> : LoadingComponent where TAddress : class
{
    private bool isShown;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    protected TAddress Address { get; private set; } = null!;

    protected bool IsLoading => Loading.IsRunning;

    /// <summary>The class of a table whose next rows are on their way.</summary>
    protected string Busy => IsLoading && isShown ? "busy" : "";

    protected string BusyWord => IsLoading ? "true" : "false";

    /// <summary>The path of the page: another one's address is none of its business.</summary>
    protected abstract string Path { get; }

    protected override void Detach() => Navigation.LocationChanged -= Moved;

    protected abstract TAddress AddressOf(string query);

    /// <summary>Reads what the address asks for, off the circuit's thread; what it returns shows it, on that thread, if nothing else was asked for meanwhile.</summary>
    protected abstract Task<Action> ReadAsync(TAddress address, CancellationToken cancellation);

    /// <summary>The address is another one than <paramref name="before"/>; false: what is shown is still right.</summary>
    protected virtual bool NeedsReading(TAddress before) => true;

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Address = AddressOf(new Uri(Navigation.Uri).Query);
        return LoadAsync();
    }

    protected async Task LoadAsync()
    {
        var address = Address;
        var reading = Loading.ReadAsync(stop => ReadAsync(address, stop), Show);
        StateHasChanged();
        await reading;
        StateHasChanged();
    }

    private void Show(Action show)
    {
        isShown = true;
        show();
    }

    /// <summary>To another state of the list; a search is not a step back in the browser.</summary>
    protected void Go(string href, bool replace = false) => Navigation.NavigateTo(href, replace: replace);

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (!Links.IsSamePage(location.Location, Path))
            return;
        var before = Address;
        Address = AddressOf(new Uri(location.Location).Query);
        _ = InvokeAsync(async () =>
        {
            if (NeedsReading(before))
                await LoadAsync();
            else
                StateHasChanged();
        });
    }
}
