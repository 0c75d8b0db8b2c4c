using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Changes;

/// <summary>The changes that touched one object, newest first: a tab of its page.</summary>
public sealed partial class ObjectHistory : IDisposable
{
    private const int Size = 25;
    private Paged<ChangeItem>? page;
    private int number = 1;
    private string? failure;

    [Inject]
    public required ChangeQueries Changes { get; set; }

    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Failures Failures { get; set; }

    [Parameter, EditorRequired]
    public required ChangeFilter Filter { get; set; }

    /// <summary>What stands there while nothing has touched it.</summary>
    [Parameter, EditorRequired]
    public required string Empty { get; set; }

    public void Dispose() => Session.Committed -= CommittedAsync;

    protected override Task OnInitializedAsync()
    {
        Session.Committed += CommittedAsync;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        failure = null;
        try
        {
            page = await Task.Run(() => Changes.ListAsync(Filter, new Window((number - 1) * Size, Size)));
        }
        catch (Exception error)
        {
            failure = Failures.Report(error);
        }
    }

    private Task TurnAsync(int to)
    {
        number = to;
        return LoadAsync();
    }

    private Task CommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
