using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>Rows of Bifrost's that come in though something about them is odd.</summary>
public sealed partial class BifrostOdd
{
    [Parameter, EditorRequired]
    public required BifrostRefusals Odd { get; set; }

    /// <summary>They are in.</summary>
    [Parameter]
    public bool IsDone { get; set; }

    private string Title => ImportWords.Format(ImportTexts.OddTitle, ImportWords.Count(Odd.Total));

    private string Lead => IsDone ? ImportTexts.OddLeadDone : ImportTexts.OddLead;
}
