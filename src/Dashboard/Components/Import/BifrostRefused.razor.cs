using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>Rows of Bifrost's that cannot come in, each with its table, id and reason, and whether the others are to.</summary>
public sealed partial class BifrostRefused
{
    [Parameter, EditorRequired]
    public required BifrostRefusals Refused { get; set; }

    [Parameter]
    public bool IsSkipping { get; set; }

    /// <summary>True: the other rows are to come in.</summary>
    [Parameter]
    public EventCallback<bool> OnChoose { get; set; }

    private string Title => ImportWords.Format(ImportTexts.RefusedTitle, ImportWords.Count(Refused.Total));
}
