using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>Opens the dialog `Review change` for an edit and says afterwards what happened, with `Undo`.</summary>
public sealed class Reviews(IDialogService dialogs, ISnackbar snackbar, PlanSession session)
{
    private static readonly DialogOptions Options = new()
    {
        MaxWidth = MaxWidth.Medium,
        FullWidth = true,
        BackdropClick = false,
        CloseOnEscapeKey = true,
        CloseButton = true,
        DefaultFocus = DefaultFocus.None,
    };

    /// <summary>Plans the draft's edit as the world is now and lets the admin commit or cancel; true when it is committed.</summary>
    public async Task<bool> OpenAsync(Draft draft, Edit? edit = null)
    {
        await draft.PlanNowAsync(edit);
        var parameters = new DialogParameters<ReviewDialog> { { dialog => dialog.Draft, draft } };
        var dialog = await dialogs.ShowAsync<ReviewDialog>(ReconciliationTexts.ReviewTitle, parameters, Options);
        await dialog.Result;
        if (draft.Step == DraftStep.Committed)
            await FinishAsync(draft);
        return draft.Step == DraftStep.Committed;
    }

    /// <summary>Plans the inverse of a change and opens its review.</summary>
    public async Task<bool> OpenUndoAsync(long changeId)
    {
        var title = ReviewWords.Format(ReconciliationTexts.UndoTitle, changeId);
        var draft = session.Of($"undo:{changeId}", title);
        return await OpenAsync(draft, new Edit.Undo(changeId));
    }

    /// <summary>Says what a commit did, with `Undo`, and lets pages read again.</summary>
    public async Task FinishAsync(Draft draft)
    {
        if (draft.Outcome is CommitOutcome.Committed committed)
        {
            Say(ReviewWords.Happened(committed.Plan), committed.Plan.Edit.Kind.CanBeUndone() ? committed.ChangeId : null);
            await session.AnnounceAsync(committed.ChangeId);
        }
        else if (draft.Outcome is CommitOutcome.AlreadyCommitted already)
        {
            Say(ReviewWords.Format(ReconciliationTexts.AlreadyText, already.ChangeId), already.ChangeId);
            await session.AnnounceAsync(already.ChangeId);
        }
    }

    private void Say(string words, long? undo)
    {
        snackbar.Clear();
        snackbar.Add(words, Severity.Normal, options =>
        {
            options.Icon = Icons.Material.Outlined.CheckCircle;
            options.IconColor = Color.Success;
            options.VisibleStateDuration = 10_000;
            if (undo is not { } changeId)
                return;
            options.Action = ReconciliationTexts.Undo;
            options.ActionColor = Color.Primary;
            options.OnClick = _ => OpenUndoAsync(changeId);
        });
    }
}
