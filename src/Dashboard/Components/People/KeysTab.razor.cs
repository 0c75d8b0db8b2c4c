using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Rows;
using Gatehouse.Data.Reads.VirtualKeys;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.People;

/// <summary>The keys of a user or a group, as the list of keys shows them.</summary>
public sealed partial class KeysTab
{
    private const int Size = 50;
    private Paged<VirtualKeyItem>? page;
    private int number = 1;

    [Inject]
    public required VirtualKeyQueries Keys { get; set; }

    [Parameter, EditorRequired]
    public required VirtualKeyFilter Filter { get; set; }

    /// <summary>What stands there while there is none.</summary>
    [Parameter, EditorRequired]
    public required string Empty { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var (filter, window) = (Filter, new Window((number - 1) * Size, Size));
        await Loading.ReadAsync(() => Keys.ListAsync(filter, window), read => page = read);
    }

    private Task TurnAsync(int to)
    {
        number = to;
        return LoadAsync();
    }
}
