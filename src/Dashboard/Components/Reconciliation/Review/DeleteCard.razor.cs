using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>Deletes an object through its review; afterwards its list opens.</summary>
public sealed partial class DeleteCard
{
    [Inject]
    public required PlanSession Session { get; set; }

    [Inject]
    public required Reviews Review { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>On the button: "Delete virtual key".</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What goes with it.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What the review is about: "Delete of key ci-bot".</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required Edit Edit { get; set; }

    /// <summary>The list to go to when it is gone.</summary>
    [Parameter, EditorRequired]
    public required string Then { get; set; }

    private async Task DeleteAsync()
    {
        // Not kept like other edits: a delete that was cancelled is not waiting anywhere.
        var draft = Session.Of($"delete:{Title}", Title);
        if (await Review.OpenAsync(draft, Edit))
            Navigation.NavigateTo(Then);
        else
            await draft.DiscardAsync();
    }
}
