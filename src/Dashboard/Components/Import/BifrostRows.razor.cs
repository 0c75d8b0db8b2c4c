using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>Rows of Bifrost's that something is to be said of, a page at a time.</summary>
public sealed partial class BifrostRows
{
    private const int Size = 8;
    private int page = 1;

    [Parameter, EditorRequired]
    public required BifrostRefusals Rows { get; set; }

    /// <summary>Name of the table.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Name of the column that says it.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    private string MoreWords => ImportWords.Format(ImportTexts.FirstListed, Words.Number(Rows.Shown.Count));

    private IEnumerable<BifrostRefusedRow> Shown => Rows.Shown.Skip((page - 1) * Size).Take(Size);

    private void Turn(int to) => page = to;
}
