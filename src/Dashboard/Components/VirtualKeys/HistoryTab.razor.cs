using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Dashboard.Components.Reconciliation;
using Gatehouse.Data.Reads;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>The changes that touched this key, newest first.</summary>
public sealed partial class HistoryTab : IDisposable
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
    public required string KeyId { get; set; }

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
            page = await Task.Run(() => Changes.ListAsync(new ChangeFilter { VirtualKeyId = KeyId }, new Window((number - 1) * Size, Size)));
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
