using System.Globalization;
using Gatehouse.Dashboard.Components.Reconciliation.Drafts;
using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reconciliation;
using Gatehouse.Data.Settings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Dashboard.Components.Reconciliation.Impact;

/// <summary>The region `Impact`: what the edit beside it would do, kept up to date while the admin edits.</summary>
public sealed partial class ImpactPanel
{
    private const int ShownClients = 6;
    private bool isExpanded;
    private int orphanDays;
    private string announcement = "";

    [Inject] public required SettingQueries Settings { get; set; }

    [Inject] public required TimeProvider Clock { get; set; }

    /// <summary>Credentials behind what is edited, to say how many stay; null: nothing is said.</summary>
    [Parameter] public int? Behind { get; set; }

    /// <summary>What stands before them, in words.</summary>
    [Parameter] public string Of { get; set; } = ReconciliationTexts.ThisKey;

    /// <summary>Opens the review.</summary>
    [Parameter] public EventCallback OnReview { get; set; }

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private bool IsWorking => Draft.Step is DraftStep.Editing or DraftStep.Planning;

    private string IsExpanded => isExpanded ? "true" : "false";

    private string ExpandedText => IsExpanded;

    private string ToggleIcon => isExpanded ? Icons.Material.Outlined.ExpandMore : Icons.Material.Outlined.ExpandLess;

    private string StateClass => IsWorking ? "working" : Draft.IsOpen ? "open" : "idle";

    private IEnumerable<string> Problems => Draft.Step == DraftStep.Failed
        ? [ReviewWords.Format(ReconciliationTexts.PlanFailed, Draft.Failure)]
        : Draft.Errors.Select(error => error.Message);

    private IEnumerable<(string Class, string Words, string Separator)> Parts
    {
        get
        {
            var parts = PlanWords.Parts(Draft.Plan!.Totals).ToArray();
            return parts.Select((part, at) => (MoveLook.Class(part.Move), part.Words, at == parts.Length - 1 ? ". " : ", "));
        }
    }

    private IEnumerable<IGrouping<string, TallyLine>> Clients => Draft.Plan!.Clients
        .Take(ShownClients).SelectMany(TallyLine.Of, (tally, line) => (tally.Name, line)).GroupBy(pair => pair.Name, pair => pair.line);

    private string? OtherClients => Draft.Plan!.Clients.Count > ShownClients
        ? ReviewWords.Format(ReconciliationTexts.OtherClients, Draft.Plan.Clients.Count - ShownClients)
        : null;

    private string? Stays => Behind is { } behind && Draft.Plan is { } plan && behind - Moved(plan.Totals) is > 0 and var others
        ? ReviewWords.Format(ReconciliationTexts.Stays, PlanWords.Count(others, ReconciliationTexts.OtherCredential, ReconciliationTexts.OtherCredentials), Of)
        : null;

    private string? ComeBack => Draft.Plan is { Totals.Orphan: > 0 } plan
        ? ReviewWords.Format(ReconciliationTexts.ComeBack, TimeZoneInfo.ConvertTime(plan.MadeAt, Clock.LocalTimeZone).AddDays(orphanDays))
        : null;

    protected override async Task OnInitializedAsync() => orphanDays = (await Settings.NowAsync()).OrphanDays;

    private static int Moved(Totals totals) => totals.Lost + totals.Moves.Reactivate + totals.Moves.NeedsUpdate + totals.Moves.Healthy;

    private static string Rest(Plan plan) => plan.Totals.Moving == 0 ? PlanWords.Sentence(plan.Totals) : PlanWords.Hit(plan);

    private static string AllInReview(Plan plan) => ReviewWords.Format(ReconciliationTexts.AllInReview, plan.LoserCount);

    private static string Credentials(int count) => PlanWords.Count(count, ReconciliationTexts.Credential, ReconciliationTexts.Credentials);

    private static string Initials(string name) =>
        string.Concat(name.Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => char.ToUpperInvariant(word[0])));

    private void Toggle() => isExpanded = !isExpanded;

    protected override Task OnDraftChangedAsync()
    {
        announcement = Draft.Step switch
        {
            DraftStep.Planned => ReconciliationTexts.ImpactUpdated,
            DraftStep.Committed => ReconciliationTexts.Committed,
            DraftStep.Stale => ReconciliationTexts.Stale,
            _ => "",
        };
        return base.OnDraftChangedAsync();
    }
}
