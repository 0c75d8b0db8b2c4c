using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.Profiles;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Profiles;

/// <summary>One MCP client in the editor of a profile's content.</summary>
public sealed partial class ContentRowView
{
    [Parameter, EditorRequired]
    public required ContentLine Line { get; set; }

    [Parameter]
    public EventCallback<(ProfileContentRow Row, bool IsTicked)> OnTick { get; set; }

    /// <summary>Tools as wanted; null: not named.</summary>
    [Parameter]
    public EventCallback<(ProfileContentRow Row, ToolList? Tools)> OnTools { get; set; }

    private string GrantLabel => ProfileTexts.GrantX.With(Line.Row.Name);

    private string TakeOutLabel => ProfileTexts.TakeOut2.With(Line.Row.Name);

    private string Was => Line.Row.Tools is { } tools ? PolicyLines.Words(tools, Line.Row.Known).Capital() : "–";

    private string Behind => Line.Consequence;

    /// <summary>What the row means for a key that has the profile; which source wins is Cover's.</summary>
    private (string? Icon, string Words) Meaning => Line switch
    {
        { IsDenied: true } => (Icons.Material.Outlined.Block, ProfileTexts.NamesItGrantsNothing),
        { IsTicked: true } => (Icons.Material.Outlined.Layers, ProfileTexts.Granted),
        { Row.AllKeys: true } => (Icons.Material.Outlined.Public, ProfileTexts.AllKeys),
        _ => (null, ProfileTexts.NotNamed),
    };

    private Task Tick(ChangeEventArgs change) => OnTick.InvokeAsync((Line.Row, change.Value is true));

    private Task Pick(ToolList tools) => OnTools.InvokeAsync((Line.Row, tools));

    private Task TakeOut() => OnTools.InvokeAsync((Line.Row, null));
}
