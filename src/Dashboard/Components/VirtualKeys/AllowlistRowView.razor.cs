using Gatehouse.Dashboard.Components.Layout;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;
using MudBlazor;

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

    private string AllowLabel => $"Allow {Line.Row.Name}";

    private (string? Icon, string Words) Before => Through(Line.Row.Direct, Line.Row.Reached);

    private (string? Icon, string Words) After => Through(Line.Direct, Line.ReachedAfter);

    private bool IsMoved => Line.IsChanged && Before.Words != After.Words;

    private string ThroughWords => IsMoved ? $"{Before.Words} → {After.Words}" : After.Words;

    private string ToolWords => Line.IsChanged && Line.Row.Direct is { } was
        ? PolicyLines.Words(was, Line.Row.Known.Count).Capital()
        : Line.ReachedAfter ? Inherited : "–";

    private string Inherited => Line.Row.Profiles.Count == 0 ? ToolList.All.ToString().Capital()
        : PolicyLines.Words(Line.Row.Profiles.Select(profile => profile.Tools).Aggregate((one, other) => one.Union(other)), Line.Row.Known.Count).Capital();

    private string Behind => Line.Consequence.Length > 0 ? Line.Consequence : Words.Of(Line.Row.Credentials);

    private Task Tick(ChangeEventArgs change) => OnTick.InvokeAsync((Line.Row, change.Value is true));

    private Task Pick(ToolList tools) => OnTools.InvokeAsync((Line.Row, tools));

    /// <summary>Only names what Cover decided: how a client that is reached is reached.</summary>
    private (string? Icon, string Words) Through(ToolList? direct, bool isReached)
    {
        if (!isReached)
            return direct is null ? (null, "Not reached") : (Icons.Material.Outlined.Block, "Denied for this key");
        var granting = Line.Row.Profiles.Where(profile => !profile.Tools.IsNone).Select(profile => $"profile {profile.Name}").ToArray();
        var sources = direct is { IsNone: false } ? ["direct", .. granting] : granting;
        return sources.Length == 0
            ? (Icons.Material.Outlined.Public, "All keys")
            : (sources[0] == "direct" ? Icons.Material.Outlined.Key : Icons.Material.Outlined.Layers, string.Join(", ", sources).Capital());
    }
}
