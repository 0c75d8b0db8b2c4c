using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>A component that shows a draft it is given, and is drawn again after each of its steps.</summary>
public abstract class DraftView : ComponentBase, IDisposable
{
    private Draft? heard;

    [Parameter, EditorRequired]
    public required Draft Draft { get; set; }

    public void Dispose()
    {
        heard?.Changed -= OnDraftChangedAsync;
        GC.SuppressFinalize(this);
    }

    protected override void OnParametersSet()
    {
        if (heard == Draft)
            return;
        heard?.Changed -= OnDraftChangedAsync;
        heard = Draft;
        heard.Changed += OnDraftChangedAsync;
    }

    /// <summary>The draft took a step.</summary>
    protected virtual Task OnDraftChangedAsync() => InvokeAsync(StateHasChanged);
}
