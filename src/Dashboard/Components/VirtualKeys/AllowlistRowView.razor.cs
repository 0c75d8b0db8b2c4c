using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.VirtualKeys;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.VirtualKeys;

/// <summary>One MCP client in the allowlist editor.</summary>
public sealed partial class AllowlistRowView
{
    [Parameter, EditorRequired]
    public required AllowlistLine Line { get; set; }

    [Parameter]
    public EventCallback<(AllowlistRow Row, bool IsTicked)> OnTick { get; set; }

    [Parameter]
    public EventCallback<(AllowlistRow Row, ToolList Tools)> OnTools { get; set; }

    private string AllowLabel => VirtualKeyTexts.AllowX.With(Line.Row.Name);

    private (string? Icon, string Words) Before => ReachedThroughText.Of(Line.Row.Direct, Line.Row.Profiles, Line.Row.Reached);

    private (string? Icon, string Words) After => ReachedThroughText.Of(Line.Direct, Line.Row.Profiles, Line.ReachedAfter);

    private bool IsMoved => Line.IsChanged && Before.Words != After.Words;

    private string ThroughWords => IsMoved ? $"{Before.Words} → {After.Words}" : After.Words;

    private string ToolWords => Line.IsChanged && Line.Row.Direct is { } was
        ? PolicyLines.Words(was, Line.Row.Known).Capital()
        : Line.ReachedAfter ? ReachedThroughText.Tools(null, Line.Row.Profiles, Line.Row.Known) : "–";

    private string Behind => Line.Consequence.Length > 0 ? Line.Consequence : Words.Of(Line.Row.Credentials);

    private Task Tick(ChangeEventArgs change) => OnTick.InvokeAsync((Line.Row, change.Value is true));

    private Task Pick(ToolList tools) => OnTools.InvokeAsync((Line.Row, tools));
}
