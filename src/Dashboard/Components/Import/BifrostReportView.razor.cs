using Gatehouse.Data.Import.Bifrost;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Import;

/// <summary>What comes in by list, what is left out, what is worth knowing, and which rows are odd.</summary>
public sealed partial class BifrostReportView
{
    [Parameter, EditorRequired]
    public required BifrostReport Report { get; set; }

    /// <summary>It is in; otherwise it would come in.</summary>
    [Parameter]
    public bool IsDone { get; set; }

    private string Title => IsDone ? ImportTexts.WhatCame : ImportTexts.WhatWould;
}
