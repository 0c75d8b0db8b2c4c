using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>Rows of Bifrost's that cannot come in, each with its table, id and reason, and whether the others are to.</summary>
public sealed partial class BifrostRefused
{
    private const int Size = 8;
    private int page = 1;

    [Parameter, EditorRequired]
    public required BifrostRefusals Refused { get; set; }

    [Parameter]
    public bool IsSkipping { get; set; }

    /// <summary>True: the other rows are to come in.</summary>
    [Parameter]
    public EventCallback<bool> OnChoose { get; set; }

    private string Title => $"{ImportWords.Count(Refused.Total)} cannot come in";

    private string MoreWords => $"The first {Words.Number(Refused.Shown.Count)} are listed.";

    private IEnumerable<BifrostRefusedRow> Shown => Refused.Shown.Skip((page - 1) * Size).Take(Size);

    private void Turn(int to) => page = to;
}
