using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>
/// What every editor does with its draft: attaches it (anew after each commit), hears of its steps, lets it go. An editor says what it edits, how it
/// forgets what was edited, and how it reads again.
/// </summary>
public abstract class Editor : ComponentBase, IDisposable
{
    [Inject]
    public required PlanSession Session { get; set; }

    /// <summary>The edit in progress.</summary>
    protected Draft Draft { get; private set; } = null!;

    /// <summary>The plan of the edit as it is now; null: it is not worked out yet.</summary>
    protected Data.Reconciliation.Plan? Plan => Draft.IsPlanned ? Draft.Plan : null;

    /// <summary>Under which the draft is kept, and what is edited in words: "Allowlist of key ci-bot".</summary>
    protected abstract (string Subject, string Title) Edited { get; }

    public void Dispose()
    {
        Session.Committed -= OnCommittedAsync;
        Draft.Changed -= OnDraftChangedAsync;
        GC.SuppressFinalize(this);
    }

    /// <summary>Forgets what is edited on the page.</summary>
    protected virtual void Forget()
    {
    }

    /// <summary>Reads again what is edited: something was committed, or an edit was discarded.</summary>
    protected virtual Task ReloadAsync() => Task.CompletedTask;

    protected override void OnInitialized()
    {
        Session.Committed += OnCommittedAsync;
        AttachDraft();
    }

    protected async Task DiscardAsync()
    {
        Forget();
        await Draft.DiscardAsync();
        await ReloadAsync();
    }

    private void AttachDraft()
    {
        Draft?.Changed -= OnDraftChangedAsync;
        var (subject, title) = Edited;
        Draft = Session.Of(subject, title);
        Draft.Changed += OnDraftChangedAsync;
    }

    private Task OnCommittedAsync(long changeId) => InvokeAsync(async () =>
    {
        if (!Draft.IsOpen)
        {
            Forget();
            AttachDraft();
        }
        await ReloadAsync();
        StateHasChanged();
    });

    private Task OnDraftChangedAsync() => InvokeAsync(StateHasChanged);
}
