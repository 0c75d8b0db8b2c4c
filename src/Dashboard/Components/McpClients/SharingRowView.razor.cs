using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Policy;
using Gatehouse.Data.Reads.McpClients;
using Gatehouse.Data.Reconciliation.Planning;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.McpClients;

/// <summary>One virtual key in the sharing editor.</summary>
public sealed partial class SharingRowView
{
    [Parameter, EditorRequired]
    public required SharingLine Line { get; set; }

    /// <summary>The tools the client's server listed.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Known { get; set; }

    /// <summary>A grant as wanted; null tools: removed.</summary>
    [Parameter]
    public EventCallback<(SharingRow Row, ToolList? Tools)> OnPropose { get; set; }

    private string Owner => Line.Row.Owner is { } owner ? owner.IsGroup ? McpClientTexts.TeamX.With(owner.Name) : owner.Name : McpClientTexts.Unowned;

    private string Struck => Line.IsRemoved ? "was" : "";

    private string Was => Line.Row.Direct is { } tools ? PolicyLines.Words(tools, Known).Capital() : "–";

    private string Also => Line.Row.Profiles.Count == 0 ? "–" : McpClientTexts.ProfileX.With(string.Join(", ", Line.Row.Profiles));

    private string Behind => Line.Consequence.Length > 0 ? Line.Consequence : Words.Of(Line.Row.Credentials);

    private string RemoveLabel => McpClientTexts.RemoveX.With(Line.Row.Key);

    private string KeepWord => Line.IsAdded ? McpClientTexts.TakeBack : McpClientTexts.Keep;

    private string KeepLabel => $"{KeepWord} {Line.Row.Key}";

    private Task Pick(ToolList tools) => OnPropose.InvokeAsync((Line.Row, tools));

    private Task Remove() => OnPropose.InvokeAsync((Line.Row, null));

    private Task Keep() => OnPropose.InvokeAsync((Line.Row, Line.Row.Direct));
}
