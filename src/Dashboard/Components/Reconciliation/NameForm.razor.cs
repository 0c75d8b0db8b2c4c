using Gatehouse.Dashboard.Components.Controls;
using Gatehouse.Dashboard.Components.Parties;
using Gatehouse.Dashboard.Wording;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation;

/// <summary>The name of a thing that is called by nothing else.</summary>
public sealed partial class NameForm
{
    private string name = "";
    private string seen = "";
    private string? wrong;
    private string? message;
    private string tone = "ok";
    private bool isSaving;

    [Inject]
    public required Failures Failures { get; set; }

    /// <summary>The name that stands.</summary>
    [Parameter, EditorRequired]
    public required string Standing { get; set; }

    /// <summary>What it is, in words: "group".</summary>
    [Parameter, EditorRequired]
    public required string Subject { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, Task<EditOutcome>> Rename { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private string Title => PeopleTexts.NameOf.With(Subject, seen);

    private bool IsDirty => name != seen;

    private string FormLabel => PeopleTexts.SettingsOfThis.With(Subject);

    protected override void OnParametersSet()
    {
        // A name that nobody is typing over follows what stands.
        if (name == seen)
            name = Standing;
        seen = Standing;
    }

    private async Task SaveAsync()
    {
        isSaving = true;
        (wrong, message) = (null, null);
        try
        {
            var outcome = await Rename(name);
            (tone, message) = EditWords.Of(outcome, Subject);
            wrong = (outcome as EditOutcome.Refused)?.Message;
            if (outcome is not EditOutcome.Done)
                return;
            name = name.Trim();
            await OnSaved.InvokeAsync();
        }
        catch (Exception error)
        {
            (tone, message) = ("error", PeopleTexts.ItCouldNotBeSavedNothingWas.With(Failures.Report(error)));
        }
        finally
        {
            isSaving = false;
        }
    }
}
