using Gatehouse.Dashboard.Operations;
using Gatehouse.Dashboard.Outgoing;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Overview;
using Gatehouse.Data.Retention;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Overview;

/// <summary>Only what wants a decision.</summary>
public sealed partial class NeedsYou
{
    private const int MostRefused = 5;

    /// <summary>The last count, perhaps of before; null: not counted yet.</summary>
    [Parameter, EditorRequired]
    public Drift? Drift { get; set; }

    [Parameter]
    public bool IsCounting { get; set; }

    /// <summary>Reference of a count that failed.</summary>
    [Parameter]
    public string? Failure { get; set; }

    /// <summary>The last check of the record of changes; null: not checked yet.</summary>
    [Parameter]
    public RecordState? Record { get; set; }

    /// <summary>MCP clients whose address the rules for outgoing requests do not let through.</summary>
    [Parameter]
    public IReadOnlyList<RefusedClient> Refused { get; set; } = [];

    /// <summary>What the sweep of orphans may take; null: not asked yet.</summary>
    [Parameter]
    public PurgeOutlook? Purge { get; set; }

    [Parameter, EditorRequired]
    public required ExpiringKeys Expiring { get; set; }

    [Parameter]
    public EventCallback OnRepair { get; set; }

    [Parameter]
    public EventCallback OnPurge { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    private string State => IsCounting ? OverviewTexts.CountingDrift : (Drift, Expiring.Count + Refused.Count + (IsHeld ? 1 : 0)) switch
    {
        (null, _) => "",
        ({ Count: > 0 }, _) => DriftWords.Checked(Drift),
        (_, > 0) => OverviewTexts.NoDrift2.With(DriftWords.Checked(Drift)),
        _ => OverviewTexts.NothingWantsADecisionNoDrift.With(DriftWords.Checked(Drift)),
    };

    private bool IsHeld => Purge is { IsHeld: true };

    private string HeldTitle => ReviewWords.Format(OverviewTexts.HeldTitle, Purge!.Due);

    private string RefusedTitle => Refused.Count == 1 ? OverviewTexts.RefusedOne : ReviewWords.Format(OverviewTexts.RefusedMany, Refused.Count);

    private IEnumerable<RefusedClient> ShownRefused => Refused.Take(MostRefused);

    private string? MoreRefused => Refused.Count > MostRefused ? ReviewWords.Format(OverviewTexts.RefusedMore, Refused.Count - MostRefused) : null;

    private string ExpiringTitle => Expiring.Count == 1 ? OverviewTexts.N1KeyExpiresThisWeek : OverviewTexts.KeysExpireThisWeek.With(Words.Number(Expiring.Count));

    private string ExpiringFacts => Expiring.Count == 1 ? OverviewTexts.XOnY.With(Expiring.First, Words.Day(Expiring.At)) : OverviewTexts.IsTheFirstOn.With(Expiring.First, Words.Day(Expiring.At));
}
