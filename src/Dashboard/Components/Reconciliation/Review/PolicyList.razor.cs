using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Review;

/// <summary>The policy difference, a line per grant.</summary>
public sealed partial class PolicyList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<PolicyLine> Lines { get; set; }

    /// <summary>How many grants differ in all.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    private static string Verb(PolicyLine line) => ReconciliationTexts.IsX.With(line.Did);

    private static string Icon(PolicySign sign) => sign switch
    {
        PolicySign.Add => Icons.Material.Outlined.Add,
        PolicySign.Remove => Icons.Material.Outlined.Remove,
        _ => Icons.Material.Outlined.Edit,
    };

    private static string Tone(PolicySign sign) => sign switch
    {
        PolicySign.Add => "tone-active",
        PolicySign.Remove => "tone-orphaned",
        _ => "tone-accent",
    };
}
