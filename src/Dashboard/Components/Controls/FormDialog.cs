using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>A dialog that saves one thing: its first field has the focus, its button waits while it is written, and a failure is said beside the field.</summary>
public abstract class FormDialog : ComponentBase
{
    [Inject]
    public required Failures Failures { get; set; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>What has the focus when it opens.</summary>
    protected ElementReference First { get; set; }

    protected bool IsSaving { get; private set; }

    protected string? Error { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await First.FocusAsync();
    }

    /// <summary>Saves; what was not foreseen becomes <see cref="Error"/>, in words made of its reference.</summary>
    protected async Task SaveAsync(Func<Task> save, Func<string, string> failed)
    {
        (IsSaving, Error) = (true, null);
        try
        {
            await save();
        }
        catch (Exception error)
        {
            Error = failed(Failures.Report(error));
        }
        IsSaving = false;
    }

    protected void Close() => Dialog.Close();

    protected void Cancel() => Dialog.Cancel();
}
