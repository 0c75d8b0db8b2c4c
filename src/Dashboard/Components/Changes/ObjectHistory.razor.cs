using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>The changes that touched one object, newest first: a tab of its page.</summary>
public sealed partial class ObjectHistory
{
    private const int Size = 25;
    private Paged<ChangeItem>? page;
    private int number = 1;

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Parameter, EditorRequired]
    public required ChangeFilter Filter { get; set; }

    /// <summary>What stands there while nothing has touched it.</summary>
    [Parameter, EditorRequired]
    public required string Empty { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override Task LoadAsync()
    {
        var (filter, window) = (Filter, new Window((number - 1) * Size, Size));
        return Loading.ReadAsync(() => Changes.ListAsync(filter, window), read => page = read);
    }

    private Task TurnAsync(int to)
    {
        number = to;
        return LoadAsync();
    }
}
