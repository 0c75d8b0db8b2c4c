using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>The question before somebody walks away from a form that is not saved, be it to another tab: what was typed goes with the form.</summary>
public sealed partial class UnsavedGuard
{
    [Inject]
    public required LeaveGuard Leave { get; set; }

    /// <summary>Whether something is typed that is not saved.</summary>
    [Parameter, EditorRequired]
    public bool IsDirty { get; set; }

    /// <summary>What is edited: "The settings of key ci-bot".</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    private async Task GuardAsync(LocationChangingContext context)
    {
        if (IsDirty && !await Leave.AskUnsavedAsync(Title))
            context.PreventNavigation();
    }
}
