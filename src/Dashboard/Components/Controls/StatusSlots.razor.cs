using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials;
using Gatehouse.Data.Reads.Credentials;
using Microsoft.AspNetCore.Components;

namespace Gatehouse.Dashboard.Components.Controls;

/// <summary>Credentials by status in fixed slots, so that eyes run down a column.</summary>
public sealed partial class StatusSlots
{
    private static readonly (CredentialStatus Status, string Word)[] Order =
    [
        (CredentialStatus.Active, WordTexts.ActiveWord), (CredentialStatus.Orphaned, WordTexts.OrphanedWord), (CredentialStatus.NeedsReauth, WordTexts.NeedsReAuthLower),
        (CredentialStatus.NeedsUpdate, WordTexts.NeedsUpdateLower), (CredentialStatus.Pending, WordTexts.PendingWord),
    ];

    [Parameter, EditorRequired]
    public required StatusCounts Counts { get; set; }

    private IEnumerable<(CredentialStatus Status, string Word, int Count)> Slots => Order.Select(slot => (slot.Status, slot.Word, Counts.Of(slot.Status)));
}
