using Gatehouse.Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>A component that reads again what it shows whenever a change was committed in its circuit.</summary>
public abstract class RereadingComponent : LoadingComponent
{
    [Inject]
    public required PlanSession Session { get; set; }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Something was committed.</summary>
    protected virtual Task RereadAsync() => LoadAsync();

    protected override void OnInitialized() => Session.Committed += OnCommittedAsync;

    protected override void Detach() => Session.Committed -= OnCommittedAsync;

    private Task OnCommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        await RereadAsync();
        StateHasChanged();
    });
}
