using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Reads.Changes;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Reconciliation.Drafts;

/// <summary>What became of commits that an earlier page sent and never heard of, said once over the first page that comes after it.</summary>
public sealed partial class DraftNotes
{
    [Inject]
    public required PlanSession Session { get; set; }

    private IEnumerable<(string Words, long? Change)> Notes => Session.LostAnswers.Select(lost => lost.Came switch
    {
        LandedCommit.Landed landed => (ReviewWords.Format(ReconciliationTexts.LostLanded, lost.Title, Words.Exact(landed.At)), (long?)landed.ChangeId),
        LandedCommit.DidNotLand => (ReviewWords.Format(ReconciliationTexts.LostNotLanded, lost.Title), null),
        _ => (ReviewWords.Format(ReconciliationTexts.LostUnknown, lost.Title), null),
    });
}
