using Gatehouse.Dashboard.Components.Reconciliation.Drafts;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>
/// What every editor does with its draft: attaches it (anew after each commit), hears of its steps, lets it go. An editor says what it edits, how it
/// forgets what was edited, and how it reads again.
/// </summary>
public abstract class Editor : RereadingComponent
{
    /// <summary>The edit in progress.</summary>
    protected Draft Draft { get; private set; } = null!;

    /// <summary>The plan of the edit as it is now; null: it is not worked out yet.</summary>
    protected Data.Reconciliation.Plan? Plan => Draft.IsPlanned ? Draft.Plan : null;

    /// <summary>Under which the draft is kept, and what is edited in words: "Allowlist of key ci-bot".</summary>
    protected abstract (string Subject, string Title) Edited { get; }

    protected override void Detach()
    {
        base.Detach();
        Draft?.Changed -= OnDraftChangedAsync;
    }

    /// <summary>Forgets what is edited on the page.</summary>
    protected virtual void Forget()
    {
    }

    /// <summary>Reads again what is edited: something was committed, or an edit was discarded.</summary>
    protected override Task LoadAsync() => Task.CompletedTask;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        AttachDraft();
    }

    protected async Task DiscardAsync()
    {
        Forget();
        await Draft.DiscardAsync();
        await LoadAsync();
    }

    private void AttachDraft()
    {
        Draft?.Changed -= OnDraftChangedAsync;
        var (subject, title) = Edited;
        Draft = Session.Of(subject, title);
        Draft.Changed += OnDraftChangedAsync;
    }

    protected override Task RereadAsync()
    {
        if (!Draft.IsOpen)
        {
            Forget();
            AttachDraft();
        }
        return LoadAsync();
    }

    private Task OnDraftChangedAsync() => InvokeAsync(StateHasChanged);
}
